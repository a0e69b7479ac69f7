using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Hints;

/// <summary>A row, or a whole table, that must be compared with the source because its events did not tell all.</summary>
/// <param name="Target">The table.</param>
/// <param name="Source">Configured source.</param>
/// <param name="Record">The event that showed it.</param>
/// <param name="IsRow">True for the row of the record's key, false for the table.</param>
/// <param name="Reason">Stable code.</param>
/// <param name="Message">One sentence for a person, without row values.</param>
internal sealed record ReconcileHint(TargetState Target, string Source, SourceRecord Record, bool IsRow, string Reason, string Message);
