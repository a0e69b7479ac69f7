using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.WorkerModel;

public sealed class KafkaRecordTests
{
    [Fact]
    public void A_consumed_record_tells_its_timestamp()
    {
        var record = new KafkaRecord(1_700_000_000_123, KafkaTimestampType.LogAppendTime, default, default, lease: null);

        Assert.Equal(1_700_000_000_123, record.Timestamp.UnixTimestampMs);
        Assert.Equal(KafkaTimestampType.LogAppendTime, record.Timestamp.Type);
        Assert.Equal(new DateTimeOffset(2023, 11, 14, 22, 13, 20, 123, TimeSpan.Zero), record.Timestamp.DateTimeOffset);
    }

    [Fact]
    public void A_record_can_be_filled_by_hand_as_in_a_test_of_a_function()
    {
        var record = new KafkaRecord { Topic = "t", Key = null, Value = [1], Timestamp = new KafkaTimestamp { UnixTimestampMs = 5 } };

        Assert.Equal(5, record.Timestamp.UnixTimestampMs);
        Assert.Empty(record.Headers);
    }

    [Fact]
    public void Bytes_in_a_buffer_become_an_array_when_asked_for_and_stay()
    {
        var (buffer, lease) = (new byte[] { 9, 1, 2, 9 }, new RecordLease());
        var record = Borrowed(buffer, lease);

        Assert.Same(buffer, record.ValueBytes.Array);
        Assert.Null(record.Key);
        var value = record.Value;
        lease.End();
        buffer.AsSpan().Clear();

        Assert.Equal([1, 2], value);
        Assert.Same(value, record.Value);
    }

    [Fact]
    public void What_was_not_read_in_time_is_refused_instead_of_being_another_record()
    {
        var lease = new RecordLease();
        var record = Borrowed([9, 1, 2, 9], lease);
        lease.End();

        Assert.Contains("before it returns", Assert.Throws<InvalidOperationException>(() => record.Value).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => record.ValueBytes);
    }

    [Fact]
    public void A_value_with_an_array_of_its_own_outlives_the_lease()
    {
        var (own, lease) = (new byte[] { 1 }, new RecordLease());
        var record = new KafkaRecord(0, KafkaTimestampType.CreateTime, default, new ArraySegment<byte>(own), lease);
        lease.End();

        Assert.Same(own, record.Value);
    }

    [Fact]
    public void What_a_middleware_sets_counts()
    {
        var record = Borrowed([9, 1, 2, 9], new RecordLease());
        record.Value = [7];
        Assert.Equal([7], record.Value);
        record.Value = null;
        Assert.Null(record.Value);
        Assert.Null(record.ValueBytes.Array);
    }

    private static KafkaRecord Borrowed(byte[] buffer, RecordLease lease)
        => new(0, KafkaTimestampType.CreateTime, default, new ArraySegment<byte>(buffer, 1, 2), lease);

    [Fact]
    public void A_header_reads_as_text() => Assert.Equal("é", new KafkaHeader { Key = "k", Value = [0xC3, 0xA9] }.GetValueAsString());
}
