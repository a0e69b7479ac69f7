using CdcFunctions.Host.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.Kafka;

public sealed class RecordQueueTests
{
    private readonly RecordQueue _queue = new();

    [Fact]
    public void A_batch_is_what_is_queued_up_to_the_count()
    {
        Add(5, 10);

        Assert.Equal([0, 1, 2], _queue.Take(3, long.MaxValue, out _)!.Select(r => r.Offset));
        Assert.Equal([3, 4], _queue.Take(3, long.MaxValue, out _)!.Select(r => r.Offset));
        Assert.Null(_queue.Take(3, long.MaxValue, out _));
    }

    [Fact]
    public void A_batch_ends_before_it_grows_too_large()
    {
        Add(5, 1_000);

        var batch = _queue.Take(100, 2_500, out var bytes)!;

        Assert.Equal(2, batch.Length);
        Assert.InRange(bytes, 2_000, 2_500);
    }

    [Fact]
    public void A_record_larger_than_a_batch_is_a_batch_of_its_own()
    {
        Add(2, 5_000);

        Assert.Single(_queue.Take(100, 100, out _)!);
    }

    [Fact]
    public void Bytes_are_given_back()
    {
        Add(3, 50);
        _queue.Take(2, long.MaxValue, out var taken);
        var left = _queue.Bytes;
        _queue.Take(2, long.MaxValue, out var rest);

        Assert.Equal(taken, 2 * rest);
        Assert.Equal(left, rest);
        Assert.Equal(0, _queue.Bytes);
    }

    [Fact]
    public void Headers_count()
        => Assert.True(RecordQueue.SizeOf(new KafkaRecord { Headers = [new KafkaHeader { Key = "k", Value = new byte[500] }] }) > 500 + RecordQueue.SizeOf(new KafkaRecord()));

    private void Add(int count, int bytes)
    {
        for (var i = 0; i < count; i++)
        {
            _queue.Add(new KafkaRecord { Offset = i, Value = new byte[bytes] });
        }
    }
}
