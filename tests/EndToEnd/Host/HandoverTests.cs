using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Processes;
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
        var all = rig.Load.Topics.Count * rig.Load.Partitions;
        var stays = rig.Start();
        rig.Feed.Begin(perSecond: 400);
        await OwnsAsync(rig, stays, owned => owned == all);
        var moves = 0;
        foreach (var (isNewcomer, isKilled) in new[] { (true, false), (false, true), (true, true), (false, false) })
        {
            var newcomer = rig.Start();
            await OwnsAsync(rig, newcomer, owned => owned > 0);
            await OwnsAsync(rig, stays, owned => owned > 0 && owned < all);
            await rig.WaitForProgressAsync(await rig.AppliedAsync() + 500, newcomer);

            var leaves = isNewcomer ? newcomer : stays;
            stays = isNewcomer ? stays : newcomer;
            (isKilled ? (Action)leaves.Kill : leaves.Terminate)();
            Assert.True(await leaves.WaitForExitAsync(HostRig.Patience) == 0 || isKilled);
            await OwnsAsync(rig, stays, owned => owned == all);
            await rig.WaitForProgressAsync(await rig.AppliedAsync() + 500, stays);
            moves += 2;
        }

        await rig.WaitUntilAllAppliedAsync(stays);
        output.WriteLine($"{kafka.Kind}: {moves} moves, {rig.Feed.Count} events, {await WriteAudit.CountAsync(rig.Database)} effective writes");
        await rig.AssertAppliedOnceAsync();
    }

    // The owner of a checkpoint is machine/process.
    private static Task OwnsAsync(HostRig rig, HostProcess host, Func<long, bool> isIt)
    {
        var owned = 0L;
        return Until.TrueAsync(
            async () =>
            {
                await using var command = rig.Database.CreateCommand("select count(*) from cdc.checkpoint where consumer_group = $1 and owner like '%/' || $2");
                command.Parameters.AddWithValue(rig.Group);
                command.Parameters.AddWithValue($"{host.Id}");
                owned = (long)(await command.ExecuteScalarAsync())!;
                return isIt(owned);
            },
            HostRig.Patience,
            () => $"right number of partitions of host {host.Id}; it has {owned}. It said: {string.Join('\n', host.Output.TakeLast(40))}");
    }
}
