using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters.Replay;

namespace CdcFunctions.Unit.Postgres.DeadLetters;

public sealed class StandingTests
{
    private static readonly DateTime Noon = new(2026, 8, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(11, 0, -1, true)]
    [InlineData(10, 6, -1, true)]
    [InlineData(10, 4, 1, false)]
    [InlineData(9, 9, 1, false)]
    [InlineData(10, 5, 1, true)]
    [InlineData(10, 5, 0, true)]
    [InlineData(10, 5, -1, false)]
    public void A_higher_version_stands_and_equal_ones_are_decided_by_arrival(long version, long sequence, int writtenAfterParking, bool stands)
        => Assert.Equal(stands, new Standing(version, sequence, Noon.AddSeconds(writtenAfterParking)).Outlives(new RowHeader { Version = 10, Sequence = 5 }, Noon, static _ => false));

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void What_was_replayed_of_an_earlier_letter_came_before_by_arrival(long version, bool stands)
        => Assert.Equal(stands, new Standing(version, 5, Noon.AddSeconds(1)).Outlives(new RowHeader { Version = 10, Sequence = 5 }, Noon, static at => at == Noon.AddSeconds(1)));

    [Fact]
    public void A_row_without_version_stands_because_the_guard_in_SQL_passes_over_it_too()
        => Assert.True(new Standing(null, null, null).Outlives(new RowHeader { Version = 10 }, Noon, static _ => true));
}
