namespace CdcFunctions.Postgres.Schema.History;

/// <summary>A target table in the schema history.</summary>
public sealed record SchemaTable
{
    /// <summary>Target table, schema-qualified.</summary>
    public string Table { get; init; } = "";

    /// <summary>Newest version.</summary>
    public int Version { get; init; }

    /// <summary>What was done last.</summary>
    public string Action { get; init; } = "";

    /// <summary>The change in a few words.</summary>
    public string? Detail { get; init; }

    /// <summary>What became of it.</summary>
    public string Status { get; init; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime ChangedAt { get; init; }

    /// <summary>Tasks that wait for a person.</summary>
    public int PendingTasks { get; init; }
}
