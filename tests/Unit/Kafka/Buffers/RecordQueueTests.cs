using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Host.Kafka.Buffers;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.Kafka.Buffers;

public sealed class RecordQueueTests
{
    private readonly BufferPool _pool = new();
    private readonly RecordQueue _queue;
    private long _next;

    public RecordQueueTests() => _queue = new RecordQueue(new TopicPartition("orders", 3), _pool);

    [Fact]
    public void A_batch_is_what_is_queued_up_to_the_count()
    {
        Add(5, 10);

        Assert.Equal([0, 1, 2], Offsets(_queue.Take(3, long.MaxValue)));
        Assert.Equal([3, 4], Offsets(_queue.Take(3, long.MaxValue)));
        Assert.Null(_queue.Take(3, long.MaxValue));
    }

    [Fact]
    public void A_batch_ends_before_it_grows_too_large()
    {
        Add(5, 1_000);

        var batch = _queue.Take(100, 2_500)!;

        Assert.Equal(2, batch.Records.Length);
        Assert.InRange(batch.Bytes, 2_000, 2_500);
    }

    [Fact]
    public void A_record_larger_than_a_batch_is_a_batch_of_its_own()
    {
        Add(2, 5_000);

        Assert.Single(_queue.Take(100, 100)!.Records);
    }

    [Fact]
    public void Bytes_are_given_back()
    {
        Add(3, 50);
        var taken = _queue.Take(2, long.MaxValue)!.Bytes;
        var left = _queue.Bytes;
        var rest = _queue.Take(2, long.MaxValue)!.Bytes;

        Assert.Equal(taken, 2 * rest);
        Assert.Equal(left, rest);
        Assert.Equal(0, _queue.Bytes);
    }

    [Fact]
    public void Headers_count()
    {
        var plain = new ConsumedRecord(0, default, default, 0, KafkaTimestampType.CreateTime, null, []);

        Assert.True((plain with { Headers = [new KafkaHeader { Key = "k", Value = new byte[500] }] }).Size > 500 + plain.Size);
    }

    [Fact]
    public void A_record_keeps_everything_while_what_was_lent_is_used_again()
    {
        var lent = Encoding.UTF8.GetBytes("first");
        _queue.Add(new ConsumedRecord(7, new RecordBytes(lent, 0, 2), lent, 1_700_000_000_123, KafkaTimestampType.LogAppendTime, 4, [new KafkaHeader { Key = "k" }]));
        lent.AsSpan().Fill((byte)'x');

        var record = _queue.Take(1, long.MaxValue)!.Records[0];

        Assert.Equal(("orders", 3, 7L, 4), (record.Topic, record.Partition, record.Offset, record.LeaderEpoch));
        Assert.Equal(("fi", "first"), (Encoding.UTF8.GetString(record.Key!), Encoding.UTF8.GetString(record.Value!)));
        Assert.Equal((1_700_000_000_123, KafkaTimestampType.LogAppendTime, "k"), (record.Timestamp.UnixTimestampMs, record.Timestamp.Type, record.Headers[0].Key));
    }

    [Fact]
    public void Null_and_empty_stay_different()
    {
        _queue.Add(new ConsumedRecord(0, default, Array.Empty<byte>(), 0, KafkaTimestampType.CreateTime, null, []));

        var record = _queue.Take(1, long.MaxValue)!.Records[0];

        Assert.Null(record.Key);
        Assert.Empty(record.Value!);
    }

    [Fact]
    public void A_buffer_is_released_with_the_last_batch_that_reads_it()
    {
        Add(3, 1_000);

        Assert.Empty(_queue.Take(2, long.MaxValue)!.Buffers);
        Add(1, 1_000);
        Assert.Single(_queue.Take(2, long.MaxValue)!.Buffers);
    }

    [Fact]
    public void Many_buffers_are_released_once_each_in_any_cut()
    {
        var random = new Random(7);
        var (seen, expected) = (new HashSet<byte[]>(ReferenceEqualityComparer.Instance), 0L);
        for (var round = 0; round < 200; round++)
        {
            for (var i = random.Next(40); i > 0; i--)
            {
                Add(1, random.Next(1, 2 * LaneBuffers.Longest));
            }

            if (_queue.Take(random.Next(1, 60), long.MaxValue) is not { } batch)
            {
                continue;
            }

            Assert.All(batch.Records, record => Assert.Equal(Content(expected++, record.Value!.Length), record.Value));
            batch.Lease.End();
            Assert.All(batch.Buffers, buffer => Assert.True(seen.Add(buffer)));

            // What is used again holds something else at once.
            batch.Buffers.ForEach(buffer => buffer.AsSpan().Fill(0xDD));
        }

        while (_queue.Take(50, long.MaxValue) is { } last)
        {
            Assert.All(last.Records, record => Assert.Equal(Content(expected++, record.Value!.Length), record.Value));
        }

        Assert.Equal(_next, expected);
    }

    [Fact]
    public void A_cleared_queue_gives_no_buffer_back_because_a_batch_may_still_read_it()
    {
        Add(3, 1_000);
        _queue.Take(1, long.MaxValue);
        _queue.Clear();
        Add(1, 1_000);

        Assert.Single(_queue.Take(5, long.MaxValue)!.Buffers);
        Assert.Equal(0, _pool.Free);
    }

    private static long[] Offsets(TakenBatch? batch) => [.. batch!.Records.Select(record => record.Offset)];

    private static byte[] Content(long offset, int bytes)
    {
        var content = new byte[bytes];
        Array.Fill(content, (byte)(offset % 200));
        return content;
    }

    private void Add(int count, int bytes)
    {
        for (var i = 0; i < count; i++, _next++)
        {
            _queue.Add(new ConsumedRecord(_next, default, Content(_next, bytes), 0, KafkaTimestampType.CreateTime, null, []));
        }
    }
}
