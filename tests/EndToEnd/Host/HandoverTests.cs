using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

public sealed class HandoverTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task Partitions_that_move_between_two_hosts_under_load_lose_and_repeat_nothing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var kafka = await TestKafka.BestAsync();
        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString, 4, 100, "session.timeout.ms: 6000", "heartbeat.interval.ms: 1000");
        var all = rig.AllPartitions;
        var stays = rig.Start();
        rig.Feed.Begin(perSecond: 400);
        await rig.WaitForOwnershipAsync(stays, owned => owned == all);
        var moves = 0;
        foreach (var (isNewcomer, isKilled) in new[] { (true, false), (false, true), (true, true), (false, false) })
        {
            var newcomer = rig.Start();
            await rig.WaitForOwnershipAsync(newcomer, owned => owned > 0);
            await rig.WaitForOwnershipAsync(stays, owned => owned > 0 && owned < all);
            await rig.WaitForProgressAsync(await rig.AppliedAsync() + 500, newcomer);

            var leaves = isNewcomer ? newcomer : stays;
            stays = isNewcomer ? stays : newcomer;
            (isKilled ? (Action)leaves.Kill : leaves.Terminate)();
            Assert.True(await leaves.WaitForExitAsync(HostRig.Patience) == 0 || isKilled);
            await rig.WaitForOwnershipAsync(stays, owned => owned == all);
            await rig.WaitForProgressAsync(await rig.AppliedAsync() + 500, stays);
            moves += 2;
        }

        await rig.WaitUntilAllAppliedAsync(stays);
        output.WriteLine($"{kafka.Kind}: {moves} moves, {rig.Feed.Count} events, {await WriteAudit.CountAsync(rig.Database)} effective writes");
        await rig.AssertAppliedOnceAsync();
    }
}
