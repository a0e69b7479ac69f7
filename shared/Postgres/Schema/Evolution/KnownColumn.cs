using System.Text.Json.Serialization;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What is remembered of a source column.</summary>
public sealed record KnownColumn
{
    /// <summary>Name as the source spells it.</summary>
    public required string Name { get; init; }

    /// <summary>PostgreSQL type that its declaration asks for.</summary>
    public required string Type { get; init; }

    /// <summary>False for NOT NULL.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>Place in the key, or -1.</summary>
    public int KeyOrdinal { get; init; } = -1;

    /// <summary>Place among the columns, when a schema-change record told it.</summary>
    public int? Position { get; init; }

    /// <summary>True when the source no longer has it.</summary>
    public bool IsDropped { get; init; }

    /// <summary>First half of the clock at which it became so.</summary>
    public long Version { get; init; }

    /// <summary>Second half.</summary>
    public long Sequence { get; init; }

    /// <summary>When it became so, by the source's clock.</summary>
    [JsonIgnore]
    public SourceClock Clock => new(Version, Sequence);
}
