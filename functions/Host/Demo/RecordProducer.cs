using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using Confluent.Kafka;

namespace CdcFunctions.Host.Demo;

/// <summary>Puts recorded events into a broker: same topics, partitions, keys, values and headers as they were recorded with.</summary>
internal sealed class RecordProducer(string bootstrapServers, Func<string, int, Task> createTopic, IReadOnlyList<SourceOptions> sources)
{
    private readonly SourceRouter _router = new(sources);

    /// <summary>Produces every record whose topic a source has; the connector's other topics are left out, as a user would.</summary>
    public async Task<ProducedEvents> ProduceAsync(IAsyncEnumerable<SourceRecord> recording, CancellationToken cancellation)
    {
        var records = await recording.Where(record => _router.Find(record.Topic) is not null).ToListAsync(cancellation);
        foreach (var topic in records.GroupBy(record => record.Topic, StringComparer.Ordinal))
        {
            await createTopic(topic.Key, topic.Max(record => record.Partition) + 1);
        }

        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = bootstrapServers, EnableIdempotence = true }).Build();
        var deliveries = records.ConvertAll(record => producer.ProduceAsync(new TopicPartition(record.Topic, record.Partition), Message(record), cancellation));
        var delivered = await Task.WhenAll(deliveries);
        var data = delivered.Where(report => report.Topic != _router.Find(report.Topic)!.SchemaTopic).ToList();
        return new ProducedEvents(
            data.Count,
            data.GroupBy(report => (report.Topic, report.Partition.Value)).ToDictionary(partition => partition.Key, partition => partition.Max(report => report.Offset.Value) + 1));
    }

    private static Message<byte[]?, byte[]?> Message(SourceRecord record)
    {
        var message = new Message<byte[]?, byte[]?> { Key = record.Key.ToArray(), Value = record.Value.ToArray(), Timestamp = new Timestamp(record.TimestampMs, TimestampType.CreateTime) };
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
