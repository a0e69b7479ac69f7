using CdcFunctions.Host.Replay;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd.Replay;

public sealed class ReplayInBatchesOfSevenTests(DatabaseFixture fixture) : ReplayTests(fixture)
{
    [SkippableTheory]
    [MemberData(nameof(RecordingCatalog.Basic), MemberType = typeof(RecordingCatalog))]
    public Task A_basic_recording_ends_with_exactly_the_expected_rows(string name) => ReplayAsync(name, new ReplayOptions { BatchSize = 7 });
}
