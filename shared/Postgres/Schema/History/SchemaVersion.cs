namespace CdcFunctions.Postgres.Schema.History;

/// <summary>One change of a table as the history keeps it.</summary>
public sealed record SchemaVersion
{
    /// <summary>Target table, schema-qualified.</summary>
    public string Table { get; init; } = "";

    /// <summary>Number of the change, from 1.</summary>
    public int Version { get; init; }

    /// <summary>What was done.</summary>
    public string Action { get; init; } = "";

    /// <summary>The change in a few words.</summary>
    public string? Detail { get; init; }

    /// <summary>applied, kept, ignored, pending, refused, or resolved for one that waited.</summary>
    public string Status { get; init; } = "";

    /// <summary>The policy that decided.</summary>
    public string? Policy { get; init; }

    /// <summary>SQL that was run.</summary>
    public string? Statement { get; init; }

    /// <summary>Source table.</summary>
    public string? SourceTable { get; init; }

    /// <summary>Topic of the event that showed the change.</summary>
    public string? Topic { get; init; }

    /// <summary>Its partition.</summary>
    public int? Partition { get; init; }

    /// <summary>Its offset.</summary>
    public long? Offset { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTime ChangedAt { get; init; }

    /// <summary>Columns of the target before.</summary>
    public IReadOnlyList<SchemaColumn> Before { get; init; } = [];

    /// <summary>Columns of the target after.</summary>
    public IReadOnlyList<SchemaColumn> After { get; init; } = [];
}
