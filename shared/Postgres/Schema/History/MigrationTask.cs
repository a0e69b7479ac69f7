namespace CdcFunctions.Postgres.Schema.History;

/// <summary>SQL that waits for a person.</summary>
public sealed record MigrationTask
{
    /// <summary>Reason of tasks that nobody needs to run: the rows are right without them.</summary>
    public const string Offered = "offered";

    /// <summary>Number.</summary>
    public long Id { get; init; }

    /// <summary>Target table, schema-qualified.</summary>
    public string Table { get; init; } = "";

    /// <summary>Kind of the change.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The change in a few words.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The SQL.</summary>
    public string Statement { get; init; } = "";

    /// <summary>Why it waits.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What PostgreSQL said when it was tried last.</summary>
    public string? Error { get; init; }

    /// <summary>Since when, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>True when it is only offered.</summary>
    public bool IsOffered => string.Equals(Reason, Offered, StringComparison.Ordinal);
}
