using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class BrokerOutageTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task A_broker_that_comes_back_finds_the_host_waiting()
    {
        using var kafka = TestKafka.StartMock();

        await OutlastAsync(kafka, Done(() => kafka.Broker.SetBroker(1, isUp: false)), Done(() => kafka.Broker.SetBroker(1, isUp: true)));
    }

    [SkippableFact]
    public async Task The_same_holds_for_a_real_broker_that_crashes()
    {
        await using var kafka = await OwnKafka.StartAsync();

        await OutlastAsync(kafka, kafka.KillAsync, kafka.StartAgainAsync);
    }

    private static Func<Task> Done(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private async Task OutlastAsync(ITestKafka kafka, Func<Task> leave, Func<Task> comeBack)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString, 4, 200, "session.timeout.ms: 6000");
        var host = rig.Start();
        rig.Feed.Begin(perSecond: 400);
        await rig.WaitForProgressAsync(1000, host);
        await HostRig.WaitForReadinessAsync(host, isReady: true);

        await leave();
        var said = await HostRig.WaitForReadinessAsync(host, isReady: false, "broker", kafka.BootstrapServers);
        var lines = host.Output.Count;
        await Task.Delay(TimeSpan.FromSeconds(8), TimeProvider.System);
        var more = host.Output.Count - lines;
        await comeBack();
        var back = TimeProvider.System.GetTimestamp();
        await rig.WaitForProgressAsync(await rig.AppliedAsync(), host);
        var resumed = TimeProvider.System.GetElapsedTime(back);

        await HostRig.WaitForReadinessAsync(host, isReady: true);
        await rig.WaitUntilAllAppliedAsync(host);
        output.WriteLine($"{kafka.Kind}: resumed {resumed.TotalSeconds:F2} s after the return; {rig.Feed.Count} events; {more} lines of log in 8 s. It said: {said}");
        await rig.AssertAppliedOnceAsync();
        Assert.InRange(more, 0, 20);
    }
}
