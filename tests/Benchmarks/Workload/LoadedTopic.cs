using CdcFunctions.Support.Kafka;
using Confluent.Kafka;

namespace CdcFunctions.Benchmarks.Workload;

/// <summary>A topic that is filled before or while a figure is taken.</summary>
internal sealed class LoadedTopic(ITestKafka kafka, EventForm form, string table, int partitions = 4)
{
    /// <summary>
    /// Records of a partition after which the broker writes its log to the disk. By itself it leaves that to the kernel, which after 30 s writes hundreds of megabytes at once,
    /// and PostgreSQL's commits, on the same disk here, wait behind them.
    /// </summary>
    public const int RecordsPerFlush = 5_000;

    private const long MockBytes = 5 << 20;
    private const int MockPartitions = 64;

    // A prime that divides no round number of events.
    private const long Stride = 7_919;

    private readonly EventFactory _factory = new(form, table);

    /// <summary>Partitions: as asked on a real broker; on the mock cluster as many as its 5 MiB a partition call for.</summary>
    public int Partitions { get; } = kafka is MockKafka ? MockPartitions : partitions;

    /// <summary>Topic name.</summary>
    public string Name => _factory.Topic;

    /// <summary>Most events of a form that a topic holds: all on a real broker, less on the mock cluster.</summary>
    public static long Capacity(ITestKafka kafka, EventForm form)
        => kafka is MockKafka ? MockBytes * MockPartitions / (form.PayloadBytes + 200) : long.MaxValue;

    /// <summary>Key of an update: each key once, in an order that is not the table's.</summary>
    public static long UpdatedKey(long index, long events) => index * Stride % events;

    /// <summary>Makes the topic.</summary>
    public Task CreateAsync() => kafka.CreateTopicAsync(Name, Partitions, new Dictionary<string, string> { ["flush.messages"] = $"{RecordsPerFlush}" });

    /// <summary>Produces one event for each key from 0, the versions growing.</summary>
    /// <param name="events">Number of events.</param>
    /// <param name="isInsert">First writes, or updates of them in another order.</param>
    /// <param name="firstStep">Version of the first event.</param>
    public void Fill(long events, bool isInsert, long firstStep = 1)
    {
        using var producer = Producer();
        for (long i = 0; i < events; i++)
        {
            Produce(producer, isInsert ? i : UpdatedKey(i, events), firstStep + i, isInsert);
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
    /// <param name="linger">How long it waits for more; nothing where latency is measured.</param>
    public IProducer<byte[], byte[]> Producer(TimeSpan? linger = null) => new ProducerBuilder<byte[], byte[]>(new ProducerConfig
    {
        BootstrapServers = kafka.BootstrapServers,
        LingerMs = (linger ?? TimeSpan.FromMilliseconds(5)).TotalMilliseconds,
        Acks = Acks.Leader,
        EnableDeliveryReports = false,
        MessageMaxBytes = 2_000_000,
        QueueBufferingMaxMessages = 200_000,
    }).Build();
}
