using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What a batch or a schema-change record shows of a source table.</summary>
public sealed record SeenShape
{
    /// <summary>Columns, key included, without those the configuration leaves out.</summary>
    public required IReadOnlyList<ColumnShape> Columns { get; init; }

    /// <summary>True when a column that is not among <see cref="Columns"/> is not in the source either.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True when the source declared the types; false when values or the target told them.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>True when a schema-change record showed it: columns stand in the source's order then.</summary>
    public bool IsRecord { get; init; }

    /// <summary>True when the source has dropped the table; the columns are the last it had.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Constant defaults of NOT NULL columns, as SQL that PostgreSQL understands, by name.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When, by the source's clock.</summary>
    public SourceClock Clock { get; init; }

    /// <summary>The first event that showed it.</summary>
    public EventPosition Position { get; init; }
}
