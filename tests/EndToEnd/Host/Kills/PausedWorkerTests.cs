using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host.Kills;

/// <summary>A worker stands still for longer than its session (SIGSTOP), another takes over, and the first goes on as if nothing had happened.</summary>
public sealed class PausedWorkerTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task A_worker_that_comes_back_after_others_took_over_spoils_nothing()
    {
        var pauses = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 20 : 1;
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var kafka = await TestKafka.BestAsync();

        // Six seconds are the least that a broker takes by default.
        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString, 4, 100, kafka is MockKafka ? "session.timeout.ms: 2000" : "session.timeout.ms: 6000", "heartbeat.interval.ms: 500");
        var worker = rig.Start();
        await rig.WaitForOwnershipAsync(worker, owned => owned == rig.AllPartitions);
        var other = rig.Start();
        rig.Feed.Begin(perSecond: 1000);
        await rig.WaitForOwnershipAsync(other, owned => owned > 0);
        for (var pause = 0; pause < pauses; pause++)
        {
            await rig.WaitForOwnershipAsync(worker, owned => owned > 0);
            await rig.WaitForProgressAsync(await rig.AppliedAsync() + 500, worker);
            worker.Pause();
            await rig.WaitForOwnershipAsync(other, owned => owned == rig.AllPartitions);
            await rig.WaitForProgressAsync(await rig.AppliedAsync() + 500, other);

            worker.Resume();

            await rig.WaitForOwnershipAsync(worker, owned => owned > 0);
            await rig.WaitForProgressAsync(await rig.AppliedAsync() + 500, worker);
            (worker, other) = (other, worker);
        }

        await rig.WaitUntilAllAppliedAsync(worker);
        output.WriteLine($"{kafka.Kind}: {pauses} pauses, {rig.Feed.Count} events, {await WriteAudit.CountAsync(rig.Database)} effective writes");
        await rig.AssertAppliedOnceAsync();
    }
}
