using System.Collections.Concurrent;
using Confluent.Kafka;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>Produces a load: in portions, or steadily in the background. Knows how far every partition reaches.</summary>
internal sealed class LoadFeed : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly ShopLoad _load;
    private readonly IProducer<byte[], byte[]?> _producer;
    private readonly ConcurrentDictionary<(string Topic, int Partition), long> _ends = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _steady = Task.CompletedTask;
    private Error? _refused;

    public LoadFeed(string brokers, ShopLoad load)
    {
        _load = load;
        _producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig
        {
            BootstrapServers = brokers,
            EnableIdempotence = true,
            LingerMs = 2,
            MessageTimeoutMs = 300_000,
            ReconnectBackoffMaxMs = 500,
        }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    /// <summary>Records handed to the producer.</summary>
    public long Count { get; private set; }

    /// <summary>Hands over this many records; they reach the broker in the background.</summary>
    public void Send(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var made = _load.Next();
            _producer.Produce(new TopicPartition(made.Topic, made.Partition), new Message<byte[], byte[]?> { Key = made.Key, Value = made.Value }, Take);
            Count++;
        }
    }

    /// <summary>Produces this many records a second until <see cref="FinishAsync"/>.</summary>
    public void Begin(int perSecond) => _steady = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(Turn, TimeProvider.System);
        while (!_stopping.IsCancellationRequested && await timer.WaitForNextTickAsync())
        {
            Send((int)(perSecond * Turn.TotalSeconds));
        }
    });

    /// <summary>Stops producing and returns the end of every partition once the broker has all.</summary>
    public async Task<IReadOnlyDictionary<(string Topic, int Partition), long>> FinishAsync()
    {
        await _stopping.CancelAsync();
        await _steady;
        await Task.Run(() => _producer.Flush(TimeSpan.FromMinutes(2)));
        Assert.Null(_refused);
        return _ends;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _steady;
        _producer.Dispose();
        _stopping.Dispose();
    }

    private void Take(DeliveryReport<byte[], byte[]?> report)
    {
        if (report.Error.IsError)
        {
            _refused = report.Error;
            return;
        }

        _ends.AddOrUpdate((report.Topic, report.Partition.Value), report.Offset.Value + 1, (_, known) => Math.Max(known, report.Offset.Value + 1));
    }
}
