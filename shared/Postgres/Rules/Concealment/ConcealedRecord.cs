using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Concealment;

/// <summary>A record as a dead letter may hold it.</summary>
/// <param name="Record">The record without what must not be stored.</param>
/// <param name="State">What was done to it.</param>
/// <param name="Withheld">Lengths and hashes of what is not stored, as JSON, or null.</param>
public sealed record ConcealedRecord(SourceRecord Record, PayloadState State, string? Withheld)
{
    /// <summary>A record of a table that hides nothing.</summary>
    public static ConcealedRecord Open(SourceRecord record) => new(record, PayloadState.Original, null);
}
