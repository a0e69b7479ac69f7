using System.Diagnostics;
using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Kafka;

/// <summary>Listeners, a producer and a Kafka for one test.</summary>
internal sealed class ListenerScene(ITestKafka kafka) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<KafkaListener> _listeners = [];

    public string Topic { get; } = $"orders-{Guid.NewGuid():N}";

    public string Group { get; } = $"group-{Guid.NewGuid():N}";

    public MemoryPositions Positions { get; } = new();

    public ITestKafka Kafka => kafka;

    /// <summary>A listener that has begun to consume.</summary>
    public KafkaListener Start(IBatchHandler handler, ListenerOptions? options = null, string? topics = null, Action<Dictionary<string, string>>? configure = null, string? brokers = null)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["session.timeout.ms"] = "6000",
            ["heartbeat.interval.ms"] = "500",
            ["topic.metadata.refresh.interval.ms"] = "1000",
        };
        configure?.Invoke(properties);
        var trigger = new KafkaTrigger
        {
            Function = new FunctionDiscovery(new List<ConfigurationFault>()).Find([typeof(SampleFunctions)])[0],
            Brokers = brokers ?? kafka.BootstrapServers,
            Topics = [topics ?? Topic],
            ConsumerGroup = Group,
            Properties = properties,
        };
        var listener = new KafkaListener(
            trigger, handler, new GroupConsumerFactory(NullLogger<GroupConsumerFactory>.Instance), Positions, options ?? new ListenerOptions(),
            TimeProvider.System, new Random(1), NullLogger<KafkaListener>.Instance);
        _listeners.Add(listener);
        listener.Start();
        return listener;
    }

    /// <summary>Produces numbered records, in turn to each partition, and waits until the broker has them.</summary>
    public async Task ProduceAsync(int count, int partitions, int valueBytes = 20, string? topic = null)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers, LingerMs = 5, QueueBufferingMaxMessages = 1_000_000 }).Build();
        var failures = 0;
        for (var i = 0; i < count; i++)
        {
            producer.Produce(
                new TopicPartition(topic ?? Topic, i % partitions),
                new Message<byte[], byte[]> { Key = BitConverter.GetBytes(i), Value = new byte[valueBytes] },
                report => Interlocked.Add(ref failures, report.Error.IsError ? 1 : 0));
        }

        await Task.Run(() => producer.Flush(Patience));
        Assert.Equal(0, failures);
    }

    /// <summary>What Kafka has as the group's offset; null for none.</summary>
    public long? Committed(int partition, string? topic = null)
    {
        using var consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = Group }).Build();
        var offset = consumer.Committed([new TopicPartition(topic ?? Topic, partition)], TimeSpan.FromSeconds(10))[0].Offset;
        return offset.IsSpecial ? null : offset.Value;
    }

    /// <summary>Waits until a claim holds.</summary>
    public static async Task UntilAsync(Func<bool> claim, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!claim())
        {
            Assert.True(watch.Elapsed < Patience, $"never came true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.StopAsync(CancellationToken.None);
            listener.Dispose();
        }
    }
}
