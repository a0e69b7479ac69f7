using CdcFunctions.Changes;
using CdcFunctions.Host.Kafka.Buffers;
using Confluent.Kafka;

namespace CdcFunctions.Unit.Kafka.Buffers;

public sealed class LentBytesTests
{
    private readonly LentBytes _bytes = new();

    [Fact]
    public void Short_values_are_lent_until_the_next()
    {
        var first = Take([1, 2, 3]);
        Assert.Equal([1, 2, 3], first.Span.ToArray());
        Take([9, 9, 9]);

        Assert.Equal([9, 9, 9], first.Span.ToArray());
    }

    [Fact]
    public void Long_values_have_an_array_of_their_own()
    {
        var first = Take(new byte[LaneBuffers.Longest + 1]);
        Take([9]);

        Assert.Equal(LaneBuffers.Longest + 1, first.ToArray()!.Length);
        Assert.Equal(0, first.Span[0]);
    }

    [Fact]
    public void Null_stays_null_and_empty_stays_empty()
    {
        Assert.True(_bytes.Deserialize(default, isNull: true, SerializationContext.Empty).IsNull);
        Assert.False(Take([]).IsNull);
        Assert.True(Take([]).IsEmpty);
    }

    private RecordBytes Take(byte[] data) => _bytes.Deserialize(data, isNull: false, SerializationContext.Empty);
}
