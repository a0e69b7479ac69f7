using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class StartTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task A_host_that_starts_before_PostgreSQL_says_so_and_goes_to_work_when_it_comes()
    {
        await using var postgres = await TestPostgres.StartPrivateAsync();
        var kafka = await TestKafka.BestAsync();
        await using var rig = await HostRig.NewAsync(kafka, postgres.ConnectionString);
        await postgres.StopAsync(CancellationToken.None);
        rig.Feed.Send(3000);

        var host = rig.Start();
        var said = await HostRig.WaitForReadinessAsync(host, isReady: false, "PostgreSQL", $"127.0.0.1:{postgres.Port}");
        await postgres.StartAsync(CancellationToken.None);
        var came = TimeProvider.System.GetTimestamp();
        await rig.WaitForProgressAsync(0, host);

        output.WriteLine($"{kafka.Kind}: first rows {TimeProvider.System.GetElapsedTime(came).TotalSeconds:F2} s after PostgreSQL came. It had said: {said}");
        await HostRig.WaitForReadinessAsync(host, isReady: true);
        await rig.WaitUntilAllAppliedAsync(host);
        await rig.AssertAppliedOnceAsync();
        Assert.DoesNotContain(host.Output, static line => line.Contains("cdc.schedule", StringComparison.Ordinal));
    }
}
