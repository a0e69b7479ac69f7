using CdcFunctions.Host.Replay;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>One class a batch size, so that they run side by side.</summary>
public abstract class ReplayTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    private protected DatabaseFixture Fixture => fixture;

    private protected async Task<RecordingReplay> NewAsync(string name) => new(await fixture.RequireAsync(), new Recording(name));

    private protected async Task ReplayAsync(string name, ReplayOptions options)
    {
        var replay = await NewAsync(name);

        await replay.RunAsync(options);

        await replay.AssertRowsAsExpectedAsync($"in batches of {options.BatchSize}{Seeds.Describe(options.InterleaveSeed)}");
    }
}
