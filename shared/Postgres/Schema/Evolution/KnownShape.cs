namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What is remembered of a source table: the columns it has and had.</summary>
/// <remarks>Immutable. Stored in <c>cdc.source_shape</c>, so that every replica knows the same.</remarks>
public sealed record KnownShape
{
    /// <summary>Nothing is known yet.</summary>
    public static KnownShape Empty { get; } = new();

    /// <summary>Columns, dropped ones included.</summary>
    public IReadOnlyList<KnownColumn> Columns { get; init; } = [];

    /// <summary>Clock of the newest whole shape, first half.</summary>
    public long Version { get; init; }

    /// <summary>Second half.</summary>
    public long Sequence { get; init; }

    /// <summary>True when no whole shape was seen so far.</summary>
    public bool IsPartial { get; init; } = true;

    /// <summary>True when the source has dropped the table.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Folded names of the key as it is in the source now.</summary>
    public IEnumerable<KnownColumn> Key() => Columns.Where(static column => column is { IsDropped: false, KeyOrdinal: >= 0 }).OrderBy(static column => column.KeyOrdinal);

    /// <summary>Clock of the newest whole shape.</summary>
    public SourceClock Clock() => new(Version, Sequence);

    /// <summary>A column by name, or null.</summary>
    public KnownColumn? Find(string name) => Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal));

    /// <summary>The same with another type of one column.</summary>
    public KnownShape WithType(string name, string type)
        => this with { Columns = [.. Columns.Select(column => string.Equals(column.Name, name, StringComparison.Ordinal) ? column with { Type = type } : column)] };
}
