using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Processes;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>The host dies as from an OOM kill, again and again, wherever it happens to be.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Events = 110_000;

    // On a machine of its own; beyond it the output tells what took so long.
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public async Task Killed_at_random_moments_it_applies_every_event_once()
    {
        var kills = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 250 : 52;
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var kafka = await TestKafka.BestAsync();

        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString, partitions: 8, maxBatchSize: 100, Membership(kafka));
        var chance = new Random(1);
        var recoveries = new List<TimeSpan>();
        for (var kill = 0; kill < kills; kill++)
        {
            rig.Feed.Send(Events / kills);
            var (before, started) = (await rig.SettledAsync(), TimeProvider.System.GetTimestamp());
            var host = rig.Start();
            if (kill % 4 == 3)
            {
                // While it starts.
                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(1500)), TimeProvider.System);
            }
            else
            {
                await rig.WaitForProgressAsync(before, host);
                Note(recoveries, kill, TimeProvider.System.GetElapsedTime(started), host);
                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(250)), TimeProvider.System);
            }

            Assert.True(host.IsRunning, string.Join('\n', host.Output));
            host.Kill();
            await host.WaitForExitAsync(HostRig.Patience);
        }

        var last = rig.Start();
        rig.Feed.Send(Events % kills);
        await rig.WaitUntilAllAppliedAsync(last);
        last.Terminate();
        Assert.Equal(0, await last.WaitForExitAsync(HostRig.Patience));

        output.WriteLine($"{kafka.Kind}: {rig.Feed.Count} events, {kills} kills, {await WriteAudit.CountAsync(rig.Database)} effective writes; "
            + $"from start to first progress {recoveries.Min().TotalSeconds:F2} s to {recoveries.Max().TotalSeconds:F2} s, median {recoveries.Order().ElementAt(recoveries.Count / 2).TotalSeconds:F2} s");
        await rig.AssertAppliedOnceAsync();
        Assert.InRange(recoveries.Max(), TimeSpan.Zero, HostRig.LongestRecovery);
    }

    // The first start is no recovery.
    private void Note(List<TimeSpan> recoveries, int kill, TimeSpan recovery, HostProcess host)
    {
        if (kill > 0)
        {
            recoveries.Add(recovery);
        }

        if (recovery > Aim)
        {
            output.WriteLine($"Start {kill} needed {recovery.TotalSeconds:F2} s. It said: {string.Join('\n', host.Output)}");
        }
    }

    // A static member takes the place of its dead self at once; any other waits for the session of the dead one to end. The mock knows
    // no static members, but any session time.
    private static string[] Membership(ITestKafka kafka)
        => kafka is MockKafka ? ["session.timeout.ms: 2000", "heartbeat.interval.ms: 300"] : ["group.instance.id: only"];
}
