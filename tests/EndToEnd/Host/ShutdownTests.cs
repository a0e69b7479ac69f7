using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class ShutdownTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [SkippableFact]
    public async Task SIGTERM_under_load_ends_in_good_order_and_the_next_host_goes_on_where_it_stopped()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var kafka = await TestKafka.BestAsync();
        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString);
        var first = rig.Start();
        rig.Feed.Begin(perSecond: 4000);
        await rig.WaitForProgressAsync(2000, first);

        var asked = TimeProvider.System.GetTimestamp();
        first.Terminate();
        var code = await first.WaitForExitAsync(Grace);

        output.WriteLine($"{kafka.Kind}: ended after {TimeProvider.System.GetElapsedTime(asked).TotalSeconds:F2} s with {await rig.AppliedAsync()} of {rig.Feed.Count} events applied");
        Assert.Equal(0, code);
        Assert.Equal((await rig.CheckpointsAsync()).OrderBy(position => position.Key), rig.Committed().OrderBy(position => position.Key));
        var second = rig.Start();
        await rig.WaitUntilAllAppliedAsync(second);
        await rig.AssertAppliedOnceAsync();
    }
}
