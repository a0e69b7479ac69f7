namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>Dead letters that a filter found.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Entries">The oldest, as many as were asked for.</param>
public sealed record DeadLetterPage(long Total, IReadOnlyList<DeadLetterEntry> Entries);
