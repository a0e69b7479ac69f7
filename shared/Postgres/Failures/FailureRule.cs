using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Failures;

/// <summary>One line of the table of failures.</summary>
/// <param name="Code">SQLSTATE, the first two signs of one for a class, or the name of an exception.</param>
/// <param name="Meaning">What has happened.</param>
/// <param name="Kind">What it calls for.</param>
/// <param name="Action">What is done.</param>
/// <param name="Remedy">What a person can do.</param>
public sealed record FailureRule(string Code, string Meaning, FailureKind Kind, FailureAction Action, string Remedy)
{
    /// <summary>What shows that the outage is over.</summary>
    public RecoverySign Sign { get; init; }

    /// <summary>Stable code in the dead letters, for failures of a row.</summary>
    public string? Reason { get; init; }

    /// <summary>True for a whole class of SQLSTATEs.</summary>
    public bool IsClass => Code.Length == 2;
}
