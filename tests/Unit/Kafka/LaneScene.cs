using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka.Buffers;
using CdcFunctions.Host.Kafka;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Unit.Kafka;

/// <summary>One lane over a function of the test's own.</summary>
internal sealed class LaneScene : IBatchHandler, IDisposable
{
    private readonly SemaphoreSlim _slots = new(1);

    public LaneScene(ListenerOptions? options = null, TimeProvider? time = null)
        => Lane = new PartitionLane(new TopicPartition("orders", 0), new LaneSetup(options ?? new ListenerOptions(), this, _slots, time ?? TimeProvider.System, ThreadProvider.System, NullLogger.Instance));

    public PartitionLane Lane { get; }

    public List<long[]> Batches { get; } = [];

    public Func<KafkaRecord[], BatchRun, Task> Act { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Offers records as a poll thread would.</summary>
    /// <returns>Whether the lane was full at the end.</returns>
    public bool Offer(long from, int count, int bytes = 1)
    {
        var isFull = false;
        for (var i = 0; i < count; i++)
        {
            isFull = Lane.Offer(new ConsumedRecord(from + i, default, new byte[bytes], 0, KafkaTimestampType.CreateTime, null, []));
        }

        return isFull;
    }

    public async Task RunAsync(KafkaRecord[] batch, BatchRun run)
    {
        lock (Batches)
        {
            Batches.Add([.. batch.Select(record => record.Offset)]);
        }

        await Act(batch, run);
        run.Done(batch[^1]);
    }

    public void Dispose()
    {
        Lane.Dispose();
        _slots.Dispose();
    }
}
