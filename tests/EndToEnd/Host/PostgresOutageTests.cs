using CdcFunctions.Host.Demo.Servers;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>PostgreSQL is away under load, for longer than the group would bear a member that does not poll.</summary>
public abstract class PostgresOutageTests(ITestOutputHelper output)
{
    private protected async Task OutlastAsync(Func<PrivatePostgres, Task> leave, Func<PrivatePostgres, Task> comeBack)
    {
        var least = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 60 : 15);
        await using var postgres = await TestPostgres.StartPrivateAsync();
        var kafka = await TestKafka.BestAsync();
        await using var rig = await HostRig.NewAsync(kafka, postgres.ConnectionString, 4, 200, "session.timeout.ms: 10000", "max.poll.interval.ms: 10000");
        var host = rig.Start();
        rig.Feed.Begin(perSecond: 400);
        await rig.WaitForProgressAsync(1000, host);
        await HostRig.WaitForReadinessAsync(host, isReady: true);
        var (moves, gone) = (HostRig.Moves(host), TimeProvider.System.GetTimestamp());

        await leave(postgres);
        var said = await HostRig.WaitForReadinessAsync(host, isReady: false, "PostgreSQL");
        var unready = TimeProvider.System.GetElapsedTime(gone);
        await Task.Delay(unready < least ? least - unready : TimeSpan.Zero, TimeProvider.System);
        await comeBack(postgres);
        rig.Database.Clear(); // our own connections broke too
        var back = TimeProvider.System.GetTimestamp();
        await rig.WaitForProgressAsync(await rig.AppliedAsync(), host);
        var resumed = TimeProvider.System.GetElapsedTime(back);

        await HostRig.WaitForReadinessAsync(host, isReady: true);
        await rig.WaitUntilAllAppliedAsync(host);
        output.WriteLine($"{kafka.Kind}: away for {TimeProvider.System.GetElapsedTime(gone, back).TotalSeconds:F1} s, unready after {unready.TotalSeconds:F1} s, "
            + $"resumed {resumed.TotalSeconds:F2} s after the return; {rig.Feed.Count} events. It said: {said}");
        Assert.Equal(moves, HostRig.Moves(host));
        await rig.AssertAppliedOnceAsync();
        Assert.InRange(resumed, TimeSpan.Zero, HostRig.LongestRecovery);
    }
}
