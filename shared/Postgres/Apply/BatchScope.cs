using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>What a commit does beyond the rows of its records.</summary>
internal sealed class BatchScope
{
    /// <summary>Only rows: the checkpoint goes behind the last record.</summary>
    public static BatchScope RowsOnly { get; } = new();

    /// <summary>Where the checkpoint goes; null for behind the last record.</summary>
    public long? Next { get; init; }

    /// <summary>True when deferrable constraints of the target are checked at the commit.</summary>
    public bool DefersConstraints { get; init; }

    /// <summary>Makes the commands that go with the rows, once it is known what is parked.</summary>
    public Func<IReadOnlyList<NpgsqlBatchCommand>> Commands { get; init; } = static () => [];

    /// <summary>Names further records that cannot be applied when those of these dead letters cannot.</summary>
    public Func<List<DeadLetter>, List<DeadLetter>> Spread { get; init; } = static letters => letters;

    /// <summary>What the failure budget asks before a commit: how many things are settled, and how many of them would be parked. Null when each record is one.</summary>
    public Func<IEnumerable<DeadLetter>, (int Events, int Bad)>? Weigh { get; init; }
}
