using CdcFunctions.Changes;
using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Operations.Configuration;
using Confluent.Kafka;

namespace CdcFunctions.Host.Demo;

/// <summary>Puts the recorded events into the broker: same topics, partitions, keys, values and headers as they were recorded with.</summary>
internal sealed class DemoProducer(EmbeddedBroker broker, IReadOnlyList<SourceOptions> sources)
{
    private readonly SourceRouter _router = new(sources);

    /// <summary>Produces every record whose topic a source has; the connector's other topics are left out, as a user would.</summary>
    public async Task<ProducedEvents> ProduceAsync(IEnumerable<DemoRecording> recordings, CancellationToken cancellation)
    {
        var records = new List<SourceRecord>();
        foreach (var recording in recordings)
        {
            await foreach (var record in recording.ReadAsync(cancellation))
            {
                if (_router.Find(record.Topic) is not null)
                {
                    records.Add(record);
                }
            }
        }

        foreach (var topic in records.GroupBy(record => record.Topic, StringComparer.Ordinal))
        {
            broker.CreateTopic(topic.Key, topic.Max(record => record.Partition) + 1);
        }

        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = broker.BootstrapServers, EnableIdempotence = true }).Build();
        var deliveries = records.ConvertAll(record => producer.ProduceAsync(new TopicPartition(record.Topic, record.Partition), Message(record), cancellation));
        var delivered = await Task.WhenAll(deliveries);
        var data = delivered.Where(report => report.Topic != _router.Find(report.Topic)!.SchemaTopic).ToList();
        return new ProducedEvents(
            data.Count,
            data.GroupBy(report => (report.Topic, report.Partition.Value)).ToDictionary(partition => partition.Key, partition => partition.Max(report => report.Offset.Value) + 1));
    }

    private static Message<byte[]?, byte[]?> Message(SourceRecord record)
    {
        var message = new Message<byte[]?, byte[]?> { Key = record.Key, Value = record.Value, Timestamp = new Timestamp(record.TimestampMs, TimestampType.CreateTime) };
        if (record.Headers is { } headers)
        {
            message.Headers = [];
            foreach (var header in headers)
            {
                message.Headers.Add(header.Name, header.Value);
            }
        }

        return message;
    }
}
