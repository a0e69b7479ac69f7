namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>What one dead letter's replay ended with.</summary>
/// <param name="Id">Number of the letter.</param>
/// <param name="Topic">Topic of its record.</param>
/// <param name="Partition">Partition of its record.</param>
/// <param name="Offset">Offset of its record.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Table">Target table, when known.</param>
/// <param name="Reason">Why it failed again.</param>
/// <param name="SqlState">SQLSTATE, when PostgreSQL refused it again.</param>
/// <param name="Message">What was wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ReplayResult(
    long Id,
    string Topic,
    int Partition,
    long Offset,
    ReplayOutcome Outcome,
    string? Table = null,
    string? Reason = null,
    string? SqlState = null,
    string? Message = null,
    string? Remedy = null);
