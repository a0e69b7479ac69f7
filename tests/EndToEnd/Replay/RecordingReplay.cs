using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Host.Hosting;
using CdcFunctions.Host.Replay;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Events;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>A recording replayed through the real functions into a target schema, under a consumer group, of its own.</summary>
internal sealed class RecordingReplay(TestDatabase database, Recording recording)
{
    private readonly RecordingTarget _target = new(database, recording);

    /// <summary>The target schema.</summary>
    public string Schema => _target.Schema;

    /// <summary>Counts of the last run.</summary>
    public ApplyTally Tally { get; private set; } = new();

    /// <summary>Replays the recording as a process that starts afresh would.</summary>
    public async Task<ReplaySummary> RunAsync(ReplayOptions options)
    {
        using var host = HostBuilding.FunctionsOnly(_target.Options(new KafkaOptions()), new LogOptions { Level = LogEventLevel.Fatal });
        await host.Services.GetRequiredService<TargetPreload>().RunAsync(CancellationToken.None);
        Tally = host.Services.GetRequiredService<ApplyTally>();
        var sink = ActivatorUtilities.CreateInstance<FunctionSink>(host.Services);
        return await new ReplayRun(sink, options).RunAsync(recording.ReadAsync(), null, CancellationToken.None);
    }

    /// <summary>Fails with every difference when the tables do not hold exactly the expected rows.</summary>
    public Task AssertRowsAsExpectedAsync(string how, string? schema = null) => _target.AssertRowsAsExpectedAsync(Tally, how, schema);
}
