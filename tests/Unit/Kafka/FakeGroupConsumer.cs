using CdcFunctions.Changes;
using System.Collections.Concurrent;
using CdcFunctions.Host.Kafka;
using Confluent.Kafka;

namespace CdcFunctions.Unit.Kafka;

/// <summary>A consumer that a test scripts: what it does on each poll, what it refuses.</summary>
internal sealed class FakeGroupConsumer : IGroupConsumer
{
    private readonly ConcurrentQueue<Func<ConsumeResult<RecordBytes, RecordBytes>?>> _script = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public Exception? SeekFails { get; set; }

    public LogRange Range { get; set; } = new(0, 1000, null);

    public Exception? RangeFails { get; set; }

    public bool IsClosed { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Then(Func<ConsumeResult<RecordBytes, RecordBytes>?> polled) => _script.Enqueue(polled);

    public void Then(Action happening) => Then(() =>
    {
        happening();
        return null;
    });

    public void ThenRecords(string topic, int partition, long from, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var offset = from + i;
            Then(() => new ConsumeResult<RecordBytes, RecordBytes>
            {
                Topic = topic,
                Partition = partition,
                Offset = offset,
                Message = new Message<RecordBytes, RecordBytes> { Value = new byte[] { 1 } },
            });
        }
    }

    public void ThenEnd(string topic, int partition, long offset)
        => Then(() => new ConsumeResult<RecordBytes, RecordBytes> { Topic = topic, Partition = partition, Offset = offset, IsPartitionEOF = true });

    public int Polls { get; private set; }

    public ConsumeResult<RecordBytes, RecordBytes>? Poll(TimeSpan wait)
    {
        Polls++;
        return _script.TryDequeue(out var polled) ? polled() : null;
    }

    public void Pause(IReadOnlyCollection<TopicPartition> partitions) => Note("pause", partitions);

    public void Resume(IReadOnlyCollection<TopicPartition> partitions) => Note("resume", partitions);

    public void Seek(TopicPartitionOffset position)
    {
        if (SeekFails is { } failure)
        {
            SeekFails = null;
            throw failure;
        }

        Calls.Enqueue($"seek {position.Partition.Value}@{position.Offset.Value}");
    }

    public long? KnownEnd(TopicPartition partition) => Range.End;

    public void Close() => IsClosed = true;

    public void Commit(IReadOnlyCollection<TopicPartitionOffset> offsets)
        => Calls.Enqueue($"commit {string.Join(' ', offsets.Select(o => $"{o.Partition.Value}@{o.Offset.Value}"))}");

    public LogRange QueryRange(TopicPartition partition, bool withCommitted, TimeSpan timeout) => RangeFails is { } failure ? throw failure : Range;

    public bool Reachable { get; set; } = true;

    public bool IsReachable(TimeSpan timeout) => Reachable;

    public void Dispose() => IsDisposed = true;

    private void Note(string what, IEnumerable<TopicPartition> partitions) => Calls.Enqueue($"{what} {string.Join(' ', partitions.Select(p => p.Partition.Value))}");
}
