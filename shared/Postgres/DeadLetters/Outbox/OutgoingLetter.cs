using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.DeadLetters.Outbox;

/// <summary>A dead letter on its way to the topic.</summary>
/// <param name="Id">Number of the letter.</param>
/// <param name="Letter">The record as it is stored, and why it was parked.</param>
/// <param name="Payload"><c>original</c>, or what was done to the record before it was stored (<c>masked</c>, <c>withheld</c>, …).</param>
/// <param name="ParkedAt">When it was parked, UTC.</param>
public sealed record OutgoingLetter(long Id, DeadLetter Letter, string Payload, DateTime ParkedAt)
{
    /// <summary>The record.</summary>
    public SourceRecord Record => Letter.Record;
}
