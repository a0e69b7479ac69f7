namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>Offsets from one to another, ends included; null for an open end.</summary>
internal sealed record OffsetRange(long? First, long? Last);
