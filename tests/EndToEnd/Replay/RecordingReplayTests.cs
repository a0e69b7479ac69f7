using CdcFunctions.Host.Replay;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd.Replay;

public sealed class RecordingReplayTests
{
    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public async Task A_basic_recording_ends_with_exactly_the_expected_rows_in_batches_of_one(string name) => await ReplayAsync(name, new ReplayOptions { BatchSize = 1 });

    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public async Task A_basic_recording_ends_with_exactly_the_expected_rows_in_batches_of_seven(string name) => await ReplayAsync(name, new ReplayOptions { BatchSize = 7 });

    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public async Task A_basic_recording_ends_with_exactly_the_expected_rows_in_large_batches(string name) => await ReplayAsync(name, new ReplayOptions { BatchSize = 5000 });

    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public async Task A_basic_recording_ends_with_the_same_rows_however_its_partitions_interleave(string name)
    {
        foreach (var seed in Seeds.Take(4))
        {
            var batchSize = new Random(seed).Next(1, 40);
            await ReplayAsync(name, new ReplayOptions { BatchSize = batchSize, InterleaveSeed = seed });
        }
    }

    [SkippableTheory]
    [InlineData("sqlserver/crud-schemas")]
    [InlineData("scylla/random-3000-advanced")]
    [InlineData("cassandra/partial-updates")]
    public async Task Replaying_again_applies_nothing_twice(string name)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var replay = new RecordingReplay(database, new Recording(name));

        await replay.RunAsync(new ReplayOptions());
        await replay.RunAsync(new ReplayOptions());

        Assert.Equal(0, replay.Tally.Consumed);
        await replay.AssertRowsAsExpectedAsync("twice");
    }

    private static async Task ReplayAsync(string name, ReplayOptions options)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var replay = new RecordingReplay(database, new Recording(name));

        await replay.RunAsync(options);

        await replay.AssertRowsAsExpectedAsync($"in batches of {options.BatchSize}{Seeds.Describe(options.InterleaveSeed)}");
    }
}
