using System.Data.Common;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Hints;
using CdcFunctions.Postgres.Rules;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>The commands around a batch's rows: the fence before them, what is kept about them behind.</summary>
internal static class BatchWrites
{
    /// <summary>The command that moves the checkpoint and locks tables, or refuses: the first of every commit.</summary>
    /// <param name="lease">Right to write for the partition.</param>
    /// <param name="next">Where the checkpoint goes.</param>
    /// <param name="shared">Tables that are only written to.</param>
    /// <param name="exclusive">Tables that no other batch may write to at the same time.</param>
    /// <param name="defersConstraints">True when deferrable constraints of the target are checked at the commit.</param>
    public static NpgsqlBatchCommand Fence(PartitionLease lease, long next, IEnumerable<int> shared, IEnumerable<int> exclusive, bool defersConstraints = false)
    {
        var command = new NpgsqlBatchCommand(defersConstraints ? CheckpointSql.AdvanceDeferred : CheckpointSql.Advance);
        void Add(NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        Add(NpgsqlDbType.Text, lease.Partition.ConsumerGroup);
        Add(NpgsqlDbType.Text, lease.Partition.Topic);
        Add(NpgsqlDbType.Integer, lease.Partition.Partition);
        Add(NpgsqlDbType.Bigint, lease.Epoch);
        Add(NpgsqlDbType.Bigint, lease.NextOffset);
        Add(NpgsqlDbType.Bigint, next);
        Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, shared.ToArray());
        Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, exclusive.ToArray());
        return command;
    }

    /// <summary>Adds dead letters and hints, when there are any.</summary>
    public static void AddBookkeeping(DbBatch batch, PartitionLease lease, IReadOnlyList<DeadLetter> letters, IReadOnlyList<ReconcileHint> hints, RuleBook rules)
    {
        if (letters.Count > 0)
        {
            batch.BatchCommands.Add(DeadLetterWriter.Command(lease, letters, rules));
        }

        if (hints.Count > 0)
        {
            batch.BatchCommands.Add(HintWriter.Command(lease.Partition, hints, rules));
        }
    }
}
