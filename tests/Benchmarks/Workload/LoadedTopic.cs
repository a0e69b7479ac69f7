using CdcFunctions.Support.Kafka;
using Confluent.Kafka;

namespace CdcFunctions.Benchmarks.Workload;

/// <summary>A topic that is filled before or while a figure is taken.</summary>
internal sealed class LoadedTopic(ITestKafka kafka, EventForm form, string table)
{
    private readonly EventFactory _factory = new(form, table);

    /// <summary>Partitions: four on a real broker; on the mock cluster as many as its 5 MiB a partition call for.</summary>
    public int Partitions { get; } = kafka is MockKafka ? 64 : 4;

    /// <summary>Topic name.</summary>
    public string Name => _factory.Topic;

    /// <summary>Produces events for keys 0 to <paramref name="events"/>, the newest version last.</summary>
    /// <param name="events">Number of events.</param>
    /// <param name="isInsert">First writes, or updates of them.</param>
    /// <param name="firstStep">Version of the first event.</param>
    public async Task FillAsync(long events, bool isInsert, long firstStep = 1)
    {
        await kafka.CreateTopicAsync(Name, Partitions);
        using var producer = Producer();
        for (long i = 0; i < events; i++)
        {
            Produce(producer, i, firstStep + i, isInsert);
        }

        producer.Flush(CancellationToken.None);
    }

    /// <summary>Produces one event; waits while the producer's queue is full.</summary>
    public void Produce(IProducer<byte[], byte[]> producer, long id, long step, bool isInsert)
    {
        var message = new Message<byte[], byte[]> { Key = EventFactory.Key(id), Value = _factory.Value(id, step, isInsert) };
        var partition = new TopicPartition(Name, (int)(id % Partitions));
        while (true)
        {
            try
            {
                producer.Produce(partition, message);
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    /// <summary>A producer for this topic.</summary>
    public IProducer<byte[], byte[]> Producer() => new ProducerBuilder<byte[], byte[]>(new ProducerConfig
    {
        BootstrapServers = kafka.BootstrapServers,
        LingerMs = 5,
        Acks = Acks.Leader,
        QueueBufferingMaxMessages = 200_000,
    }).Build();
}
