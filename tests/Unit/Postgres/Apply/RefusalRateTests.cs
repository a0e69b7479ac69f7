using CdcFunctions.Postgres.Apply.Isolation;

namespace CdcFunctions.Unit.Postgres.Apply;

public sealed class RefusalRateTests
{
    private readonly RefusalRate _rate = new();

    [Fact]
    public void A_partition_without_refusals_is_tried_whole()
    {
        _rate.Learn(5_000, 0);

        Assert.False(_rate.Expects(1_000_000));
        Assert.Equal(100, _rate.Slice);
    }

    [Fact]
    public void After_a_refusal_a_batch_of_that_size_is_searched_at_once_and_a_small_one_tried_whole()
    {
        _rate.Learn(1_000, 10);

        Assert.True(_rate.Expects(100));
        Assert.False(_rate.Expects(99));
        Assert.Equal(17, _rate.Slice);
    }

    [Fact]
    public void Good_batches_are_believed_slowly()
    {
        _rate.Learn(1_000, 4);
        _rate.Learn(1_000, 0);
        Assert.True(_rate.Expects(1_000));
        _rate.Learn(1_000, 0);
        _rate.Learn(1_000, 0);

        Assert.False(_rate.Expects(1_000));
    }

    [Fact]
    public void Where_every_row_is_refused_each_is_tried_by_itself()
    {
        _rate.Learn(100, 100);

        Assert.Equal(1, _rate.Slice);
    }
}
