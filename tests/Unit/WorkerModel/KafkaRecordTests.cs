using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.WorkerModel;

public sealed class KafkaRecordTests
{
    [Fact]
    public void A_consumed_record_tells_its_timestamp()
    {
        var record = new KafkaRecord(1_700_000_000_123, KafkaTimestampType.LogAppendTime);

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
    public void A_header_reads_as_text() => Assert.Equal("é", new KafkaHeader { Key = "k", Value = [0xC3, 0xA9] }.GetValueAsString());
}
