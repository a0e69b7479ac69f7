using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>A record that could not be applied, and why.</summary>
/// <param name="Record">The record with its original bytes; what its table hides is taken out when it is stored.</param>
/// <param name="Source">Configured source, when known.</param>
/// <param name="SourceTable">Source table, when known.</param>
/// <param name="TargetTable">Target table, when known.</param>
/// <param name="Reason">Stable code (<c>malformed-json</c>, <c>too-long</c>, <c>constraint</c>, …).</param>
/// <param name="SqlState">SQLSTATE, when PostgreSQL refused the row.</param>
/// <param name="Message">One sentence for a person, without row values.</param>
/// <param name="Remedy">What to do.</param>
public sealed record DeadLetter(
    SourceRecord Record,
    string? Source,
    string? SourceTable,
    string? TargetTable,
    string Reason,
    string? SqlState,
    string Message,
    string Remedy);
