using System.Data.Common;
using CdcFunctions.Changes.Transactions;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Remembers which transactions are parked: a connector that starts again may send a part of one once more, and half of it would become visible.</summary>
internal sealed class ParkedRegister(DbDataSource warehouse)
{
    /// <summary>Command that remembers transactions; goes with the commit that parks them.</summary>
    /// <param name="partition">Where they came from.</param>
    /// <param name="parked">Each with the offset of one of its dead letters.</param>
    public static NpgsqlBatchCommand Add(PartitionKey partition, IReadOnlyCollection<(TransactionId Id, long Offset)> parked)
    {
        var command = StageCommand.Of(ParkedSql.Add, partition);
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Text, parked.Select(static one => one.Id.Text).ToArray());
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint, parked.Select(static one => one.Offset).ToArray());
        return command;
    }

    /// <summary>Those of some transactions that are parked and have not been replayed.</summary>
    public async Task<HashSet<TransactionId>> FindAsync(PartitionKey partition, IReadOnlyCollection<TransactionId> transactions, CancellationToken cancellation)
    {
        var parked = new HashSet<TransactionId>();
        if (transactions.Count == 0)
        {
            return parked;
        }

        var command = StageCommand.Of(ParkedSql.Find, partition);
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Text, transactions.Select(static id => id.Text).ToArray());
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        await using var batch = StageCommand.Batch(connection, command);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            parked.Add(TransactionId.Parse(reader.GetString(0)));
        }

        return parked;
    }
}
