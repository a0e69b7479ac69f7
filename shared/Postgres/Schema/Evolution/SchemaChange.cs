using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>One way in which a source table differs from what is known of it, or from its target.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Column">Source column; null for the table as a whole.</param>
/// <param name="From">What was: a type, a name, a key; null when nothing was.</param>
/// <param name="To">What is; null when nothing is.</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string? Column, string? From, string? To)
{
    /// <summary>True the first time: it has not been written to the history yet.</summary>
    public bool IsNews { get; init; } = true;

    /// <summary>Default of a new NOT NULL column, as SQL.</summary>
    public string? Default { get; init; }

    /// <summary>The change in a few words: <c>credit: numeric(12,2) → numeric(20,4)</c>.</summary>
    public string Describe() => (Column, From, To) switch
    {
        (null, null, null) => "",
        (null, _, _) => $"{From} → {To}",
        (_, null, null) => Column,
        (_, null, _) => $"{Column}: {To}",
        (_, _, null) => $"{Column}: {From}",
        _ => $"{Column}: {From} → {To}",
    };
}
