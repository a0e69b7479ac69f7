using CdcFunctions.Host.Replay;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd.Replay;

public sealed class ReplayInterleavedTests(DatabaseFixture fixture) : ReplayTests(fixture)
{
    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public async Task A_basic_recording_ends_with_the_same_rows_however_its_partitions_interleave(string name)
    {
        foreach (var seed in Seeds.Take(3))
        {
            await ReplayAsync(name, new ReplayOptions { BatchSize = new Random(seed).Next(1, 100), InterleaveSeed = seed });
        }
    }
}
