using CdcFunctions.Host.Hosting;

namespace CdcFunctions.Unit.Hosting;

public sealed class QuietPeriodTests
{
    private readonly QuietPeriod _quiet = new();

    [Fact]
    public void It_has_begun_when_nothing_came_since_the_start() => Assert.True(_quiet.HasBegun(0));

    [Fact]
    public void It_has_not_begun_while_records_come()
    {
        Assert.False(_quiet.HasBegun(10));
        Assert.False(_quiet.HasBegun(11));
    }

    [Fact]
    public void It_is_told_once()
    {
        Assert.False(_quiet.HasBegun(10));

        Assert.True(_quiet.HasBegun(10));
        Assert.False(_quiet.HasBegun(10));
    }

    [Fact]
    public void It_is_told_again_after_more_records()
    {
        Assert.True(_quiet.HasBegun(0));
        Assert.False(_quiet.HasBegun(5));

        Assert.True(_quiet.HasBegun(5));
    }
}
