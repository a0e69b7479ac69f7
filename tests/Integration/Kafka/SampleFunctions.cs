using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Integration.Kafka;

/// <summary>Gives the listener under test a function to name.</summary>
public static class SampleFunctions
{
    [Function(nameof(Take))]
    public static void Take([KafkaTrigger("%Kafka:Brokers%", "orders", IsBatched = true)] KafkaRecord[] records) => _ = records;
}
