using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Benchmarks.Host;

/// <summary>A function that does nothing: what is measured is the host alone.</summary>
public static class Nothing
{
    private static long _seen;

    /// <summary>Records handed over so far.</summary>
    public static long Seen => Interlocked.Read(ref _seen);

    /// <summary>Counts and returns.</summary>
    [Function(nameof(Nothing))]
    public static void Run(
        [KafkaTrigger("%Kafka:Brokers%", "%Scylla:Topics%", ConsumerGroup = "%Kafka:ConsumerGroup%", IsBatched = true, KeyDataType = KafkaMessageKeyType.Binary)]
        KafkaRecord[] records)
        => Interlocked.Add(ref _seen, records.Length);
}
