using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>A dead letter with the record it holds. The content may be personal data: show it only to a person who asked for it.</summary>
/// <param name="Entry">What lists show.</param>
/// <param name="Key">Key bytes as they were on the wire.</param>
/// <param name="Value">Value bytes as they were on the wire.</param>
/// <param name="Headers">Headers.</param>
public sealed record DeadLetterContent(DeadLetterEntry Entry, byte[]? Key, byte[]? Value, IReadOnlyList<RecordHeader> Headers);
