namespace CdcFunctions.Host.Commands;

/// <summary>What came of one check of <c>cdc validate --connect</c>.</summary>
/// <param name="Subject">What was checked: <c>PostgreSQL db:5432/warehouse</c>.</param>
/// <param name="IsGood">It works.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Remedy">What to do; null when it works.</param>
public sealed record ConnectionFinding(string Subject, bool IsGood, string Finding, string? Remedy);
