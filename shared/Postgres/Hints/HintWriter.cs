using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Hints;

/// <summary>Turns hints into the command that stores them in the transaction of their batch.</summary>
internal static class HintWriter
{
    /// <summary>The command for the hints of one partition. Keys are stored as a dead letter's would be: what the table hides is hidden.</summary>
    public static NpgsqlBatchCommand Command(PartitionKey partition, IEnumerable<ReconcileHint> hints, RuleBook rules)
    {
        var keyed = hints.Select(hint => (Hint: hint, Key: hint.IsRow ? Key(hint, rules) : []))
            .DistinctBy(one => (one.Hint.Target.Id, one.Hint.Reason, Convert.ToHexString(one.Key))).ToList();
        var command = new NpgsqlBatchCommand(HintSql.Insert);
        Add(NpgsqlDbType.Text, partition.ConsumerGroup);
        Add(NpgsqlDbType.Text, partition.Topic);
        Add(NpgsqlDbType.Integer, partition.Partition);
        Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, keyed.ConvertAll(one => one.Hint.Target.Id).ToArray());
        Add(NpgsqlDbType.Array | NpgsqlDbType.Text, keyed.ConvertAll(one => one.Hint.Reason).ToArray());
        Add(NpgsqlDbType.Array | NpgsqlDbType.Text, keyed.ConvertAll(one => DeadLetterWriter.Clean(one.Hint.Message)).ToArray());
        Add(NpgsqlDbType.Array | NpgsqlDbType.Bytea, keyed.ConvertAll(one => one.Key).ToArray());
        Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint, keyed.ConvertAll(one => one.Hint.Record.Offset).ToArray());
        return command;

        void Add(NpgsqlDbType type, object value) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
    }

    private static byte[] Key(ReconcileHint hint, RuleBook rules)
        => rules.Conceal(new DeadLetter(hint.Record, hint.Source, null, null, hint.Reason, null, "", "")).Record.Key.ToArray() ?? [];
}
