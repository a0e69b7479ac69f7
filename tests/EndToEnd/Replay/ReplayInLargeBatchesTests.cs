using CdcFunctions.Host.Replay;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd.Replay;

public sealed class ReplayInLargeBatchesTests(DatabaseFixture fixture) : ReplayTests(fixture)
{
    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public Task A_basic_recording_ends_with_exactly_the_expected_rows(string name) => ReplayAsync(name, new ReplayOptions { BatchSize = 5000 });

    [SkippableTheory]
    [InlineData("sqlserver/crud-schemas")]
    [InlineData("scylla/random-3000-advanced")]
    [InlineData("cassandra/partial-updates")]
    public async Task Replaying_again_applies_nothing_twice(string name)
    {
        var replay = await NewAsync(name);

        await replay.RunAsync(new ReplayOptions());
        await replay.RunAsync(new ReplayOptions());

        Assert.Equal(0, replay.Tally.Consumed);
        await replay.AssertRowsAsExpectedAsync("twice");
    }
}
