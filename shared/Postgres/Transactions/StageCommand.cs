using System.Data.Common;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Commands about the transactions of one partition.</summary>
internal static class StageCommand
{
    /// <summary>A command whose first three parameters name the partition.</summary>
    public static NpgsqlBatchCommand Of(string sql, PartitionKey partition)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Add(NpgsqlDbType.Text, partition.ConsumerGroup);
        command.Add(NpgsqlDbType.Text, partition.Topic);
        command.Add(NpgsqlDbType.Integer, partition.Partition);
        return command;
    }

    /// <summary>Adds a parameter.</summary>
    public static void Add(this NpgsqlBatchCommand command, NpgsqlDbType type, object value)
        => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });

    /// <summary>Commands that go out together.</summary>
    public static DbBatch Batch(DbConnection connection, params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = connection.CreateBatch();
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        return batch;
    }
}
