using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Functions;
using CdcFunctions.Unit.Support;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Unit.Kafka;

/// <summary>A listener over scripted consumers.</summary>
internal sealed class PollScene : IGroupConsumerFactory, IPartitionPositions, IBatchHandler, IAsyncDisposable
{
    private readonly List<long> _handled = [];

    public PollScene(ListenerOptions? options = null)
    {
        Trigger = new KafkaTrigger
        {
            Function = new FunctionDiscovery(new List<ConfigurationFault>()).Find([typeof(StaticFunctions)])[0],
            Brokers = "b:9092",
            Topics = ["orders"],
            ConsumerGroup = "g",
            Properties = new Dictionary<string, string>(StringComparer.Ordinal),
        };
        Options = options ?? new ListenerOptions { CommitInterval = TimeSpan.FromMilliseconds(10), Restart = new RestartOptions { First = TimeSpan.FromMilliseconds(10), Longest = TimeSpan.FromMilliseconds(20) } };
        Listener = new KafkaListener(Trigger, this, this, this, Options, TimeProvider.System, new Random(1), NullLogger<KafkaListener>.Instance);
    }

    public KafkaTrigger Trigger { get; }

    public ListenerOptions Options { get; }

    public KafkaListener Listener { get; }

    /// <summary>What each consumer does; the last one repeats.</summary>
    public List<Action<FakeGroupConsumer, IGroupEvents>> Scripts { get; } = [];

    public List<FakeGroupConsumer> Consumers { get; } = [];

    public Func<KafkaRecord[], BatchRun, Task> Act { get; set; } = (_, _) => Task.CompletedTask;

    public List<string> Released { get; } = [];

    /// <summary>How often a position was asked for.</summary>
    public int Acquired { get; private set; }

    public long[] Handled
    {
        get
        {
            lock (_handled)
            {
                return [.. _handled];
            }
        }
    }

    public static TopicPartition Partition(int number) => new("orders", number);

    public IGroupConsumer Create(KafkaTrigger trigger, IGroupEvents events)
    {
        var consumer = new FakeGroupConsumer();
        Scripts[Math.Min(Consumers.Count, Scripts.Count - 1)](consumer, events);
        Consumers.Add(consumer);
        return consumer;
    }

    public Task<PartitionPosition> AcquireAsync(string consumerGroup, string topic, int partition, CancellationToken cancellation)
    {
        Acquired++;
        return Task.FromResult(new PartitionPosition(1, 0));
    }

    public void Release(string consumerGroup, string topic, int partition)
    {
        lock (Released)
        {
            Released.Add($"{topic}/{partition}");
        }
    }

    public async Task RunAsync(KafkaRecord[] batch, BatchRun run)
    {
        await Act(batch, run);
        lock (_handled)
        {
            _handled.AddRange(batch.Select(record => record.Offset));
        }

        run.Done(batch[^1]);
    }

    /// <summary>Adds a consumer that gets a partition and, once its lane is open, does what is told.</summary>
    public void AssignThen(Action<FakeGroupConsumer> whenOpen) => Scripts.Add((consumer, events) =>
    {
        Assign(consumer, events);
        WhenOpen(consumer, () => whenOpen(consumer));
    });

    /// <summary>The script of a consumer that gets a partition and, once its lane is open, records.</summary>
    public void AssignThenSend(FakeGroupConsumer consumer, IGroupEvents events, int count)
    {
        Assign(consumer, events);
        SendWhenOpen(consumer, count);
    }

    private static void Assign(FakeGroupConsumer consumer, IGroupEvents events)
    {
        consumer.Then(() => _ = events.Assigned([Partition(0)]).ToList());
        consumer.ThenEnd("orders", 0, 1000);
    }

    public async ValueTask DisposeAsync()
    {
        await Listener.StopAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => Listener.Snapshot().State is ListenerState.Stopped or ListenerState.Created, "the listener stopped");
        Listener.Dispose();
    }

    /// <summary>Goes on as soon as the lane takes records.</summary>
    public void WhenOpen(FakeGroupConsumer consumer, Action next) => consumer.Then(() =>
    {
        if (Listener.Snapshot().Lanes is [{ State: LaneState.Running }])
        {
            next();
        }
        else
        {
            WhenOpen(consumer, next);
        }
    });

    private void SendWhenOpen(FakeGroupConsumer consumer, int count) => WhenOpen(consumer, () => consumer.ThenRecords("orders", 0, 0, count));
}
