namespace CdcFunctions.EndToEnd.Host;

/// <summary>One record to produce.</summary>
internal sealed record LoadEvent(string Topic, int Partition, byte[] Key, byte[]? Value);
