using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Processes;

namespace CdcFunctions.EndToEnd.Host.Kills;

/// <summary>A worker that is killed while it starts or while it applies, and started again at once.</summary>
internal sealed class KilledWorker : IAsyncDisposable
{
    private readonly HostRig _rig;
    private readonly Random _chance;
    private readonly List<TimeSpan> _recoveries = [];

    private KilledWorker(HostRig rig, Random chance) => (_rig, _chance) = (rig, chance);

    /// <summary>Kills so far.</summary>
    public int Kills { get; private set; }

    /// <summary>Events produced so far.</summary>
    public long Events => _rig.Feed.Count;

    /// <summary>How long each start took until the first event was applied, outages of PostgreSQL included.</summary>
    public IReadOnlyList<TimeSpan> Recoveries => _recoveries;

    /// <summary>Topics and a group of its own.</summary>
    public static async Task<KilledWorker> NewAsync(ITestKafka kafka, string warehouse, Random chance)
        => new(await HostRig.NewAsync(kafka, warehouse, partitions: 8, maxBatchSize: 100, Membership(kafka)), chance);

    /// <summary>Produces events in as many portions as kills; returns when all are applied.</summary>
    public async Task RunAsync(int kills, int events)
    {
        for (; Kills < kills; Kills++)
        {
            _rig.Feed.Send(events / kills);
            var (before, started) = (await _rig.SettledAsync(), TimeProvider.System.GetTimestamp());
            var host = _rig.Start();
            var isToDieEarly = Kills % 4 == 3;
            if (!isToDieEarly)
            {
                await _rig.WaitForProgressAsync(before, host);
                _recoveries.Add(TimeProvider.System.GetElapsedTime(started));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(_chance.Next(isToDieEarly ? 1500 : 250)), TimeProvider.System);
            Assert.True(host.IsRunning, string.Join('\n', host.Output));
            host.Kill();
            await host.WaitForExitAsync(HostRig.Patience);
        }

        var last = _rig.Start();
        await _rig.WaitUntilAllAppliedAsync(last);
        await HostRig.WaitForReadinessAsync(last, isReady: true); // all may be applied before it listens to signals
        last.Terminate();
        Assert.Equal(0, await last.WaitForExitAsync(HostRig.Patience));
        _rig.Database.Clear(); // our own connections broke too
    }

    /// <summary>Fails unless the rows are those of the events and nothing took effect twice.</summary>
    public Task AssertAppliedOnceAsync() => _rig.AssertAppliedOnceAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    // A static member takes the place of its dead self at once; any other waits for the session of the dead one to end. The mock knows
    // no static members, but any session time.
    internal static string[] Membership(ITestKafka kafka)
        => kafka is MockKafka ? ["session.timeout.ms: 1000", "heartbeat.interval.ms: 200"] : ["group.instance.id: only"];
}
