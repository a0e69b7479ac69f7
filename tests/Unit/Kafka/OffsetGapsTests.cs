using CdcFunctions.Host.Kafka;

namespace CdcFunctions.Unit.Kafka;

public sealed class OffsetGapsTests
{
    private readonly OffsetGaps _gaps = new();

    [Theory]
    [InlineData(7, 7)]
    [InlineData(7, 3)]
    public void What_is_expected_or_known_follows(long expected, long found) => Assert.True(_gaps.MayFollow(expected, found));

    [Fact]
    public void A_gap_is_looked_at_twice_and_then_real_like_all_later_ones()
    {
        Assert.False(_gaps.MayFollow(7, 9));
        Assert.True(_gaps.MayFollow(7, 9));
        Assert.True(_gaps.MayFollow(10, 20));
    }

    [Fact]
    public void A_gap_that_is_not_there_again_was_the_client_s()
    {
        Assert.False(_gaps.MayFollow(7, 90));
        Assert.True(_gaps.MayFollow(7, 7));
        Assert.False(_gaps.MayFollow(8, 91));
    }

    [Fact]
    public void What_comes_again_without_a_look_back_proves_nothing()
    {
        Assert.False(_gaps.MayFollow(7, 9));
        _gaps.CouldNotLook();
        Assert.False(_gaps.MayFollow(7, 9));
        Assert.True(_gaps.MayFollow(7, 9));
    }

    [Fact]
    public void A_gap_of_another_size_proves_nothing()
    {
        Assert.False(_gaps.MayFollow(7, 90));
        Assert.False(_gaps.MayFollow(7, 95));
        Assert.True(_gaps.MayFollow(7, 95));
    }
}
