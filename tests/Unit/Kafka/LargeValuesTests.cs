using CdcFunctions.Host.Kafka;

namespace CdcFunctions.Unit.Kafka;

public sealed class LargeValuesTests
{
    private const int Large = 1 << 20;

    private readonly LargeValues _values;
    private int _collections;
    private int _begun;

    public LargeValuesTests() => _values = new LargeValues(() => _collections, () => _begun++);

    [Fact]
    public void A_collection_begins_whenever_so_many_bytes_have_come()
    {
        Take(64, Large);
        Assert.Equal(0, _begun);

        Take(1, Large);
        Assert.Equal(1, _begun);

        Take(65, Large);
        Assert.Equal(2, _begun);
    }

    [Fact]
    public void What_the_runtime_collected_by_itself_counts_no_more()
    {
        Take(60, Large);
        _collections++;
        Take(60, Large);

        Assert.Equal(0, _begun);
    }

    [Fact]
    public void Small_values_are_left_to_the_runtime()
    {
        Take(10_000, 80_000);

        Assert.Equal(0, _begun);
    }

    private void Take(int count, int bytes)
    {
        for (var n = 0; n < count; n++)
        {
            _values.Took(bytes);
        }
    }
}
