namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What is done about one schema change.</summary>
/// <param name="Change">The change.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Effect">What it means for rows.</param>
/// <param name="Sql">Statement to run now (applied) or by a person (pending, refused); null when there is none.</param>
public sealed record SchemaStep(SchemaChange Change, SchemaOutcome Outcome, RowEffect Effect, string? Sql = null)
{
    /// <summary>A further statement that only a person can decide on, such as copying values under a new name.</summary>
    public string? Offer { get; init; }
}
