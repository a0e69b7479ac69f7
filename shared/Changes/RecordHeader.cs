namespace CdcFunctions.Changes;

/// <summary>A Kafka record header: a name and the raw bytes of its value.</summary>
public readonly record struct RecordHeader(string Name, byte[]? Value);
