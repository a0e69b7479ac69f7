using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Rules;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>Turns dead letters into the command that stores them in the transaction of their batch.</summary>
internal static class DeadLetterWriter
{
    /// <summary>The command for the dead letters of one partition.</summary>
    public static NpgsqlBatchCommand Command(PartitionLease lease, IReadOnlyList<DeadLetter> letters, RuleBook rules)
    {
        letters = [.. letters.OrderBy(letter => letter.Record.Offset)];
        var stored = letters.Select(rules.Conceal).ToList();
        var command = new NpgsqlBatchCommand(DeadLetterSql.Insert);
        var partition = lease.Partition;
        Add(command, NpgsqlDbType.Text, partition.ConsumerGroup);
        Add(command, NpgsqlDbType.Text, partition.Topic);
        Add(command, NpgsqlDbType.Integer, partition.Partition);
        AddArray(command, NpgsqlDbType.Bigint, letters, l => l.Record.Offset);
        AddArray(command, NpgsqlDbType.Text, letters, l => Clean(l.Source));
        AddArray(command, NpgsqlDbType.Text, letters, l => Clean(l.SourceTable));
        AddArray(command, NpgsqlDbType.Text, letters, l => Clean(l.TargetTable));
        AddArray(command, NpgsqlDbType.Bytea, stored, s => s.Record.Key.ToArray());
        AddArray(command, NpgsqlDbType.Bytea, stored, s => s.Record.Value.ToArray());
        AddArray(command, NpgsqlDbType.Text, stored, s => HeaderJson.Write(s.Record.Headers));
        AddArray(command, NpgsqlDbType.Bigint, letters, l => l.Record.TimestampMs);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.Reason);
        AddArray(command, NpgsqlDbType.Text, letters, l => l.SqlState);
        AddArray(command, NpgsqlDbType.Text, letters, l => Clean(l.Message));
        AddArray(command, NpgsqlDbType.Text, letters, l => Clean(l.Remedy));
        AddArray(command, NpgsqlDbType.Text, stored, s => s.State.ToString().ToLowerInvariant());
        AddArray(command, NpgsqlDbType.Text, stored, s => s.Withheld);
        Add(command, NpgsqlDbType.Bigint, lease.Epoch);
        return command;
    }

    private static void Add(NpgsqlBatchCommand command, NpgsqlDbType type, object value)
        => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });

    private static void AddArray<TItem, T>(NpgsqlBatchCommand command, NpgsqlDbType element, IReadOnlyList<TItem> items, Func<TItem, T> value)
        => Add(command, NpgsqlDbType.Array | element, items.Select(value).ToArray());

    // Names may come from the event, and PostgreSQL's text holds no NUL: a dead letter must never fail itself.
    internal static string? Clean(string? text) => text?.Replace('\0', '\uFFFD');
}
