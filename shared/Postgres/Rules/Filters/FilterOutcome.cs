namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>What a filter did to the rows of a table's batch.</summary>
/// <param name="Dropped">Rows taken out.</param>
/// <param name="Undecided">Rows the events do not tell enough about; they are still there.</param>
internal sealed record FilterOutcome(int Dropped, IReadOnlyList<int> Undecided);
