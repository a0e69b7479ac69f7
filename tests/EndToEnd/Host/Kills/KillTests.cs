using CdcFunctions.Support;
using CdcFunctions.Support.Kafka;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host.Kills;

/// <summary>Workers and their PostgreSQL die as from an OOM kill, again and again, wherever they happen to be.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    // Side by side, so that their starts overlap; each with topics and a database of its own.
    private const int Workers = 3;

    private const int KillsPerWorker = 10;
    private const int ServerKills = 5;
    private const int EventsPerWorker = 12_000;

    /// <summary>One round for every run; for a soak as many as make a thousand kills of workers and a hundred of PostgreSQL over a million events.</summary>
    public static TheoryData<int> Rounds() => [.. Seeds.Take(Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 34 : 1)];

    [SkippableTheory]
    [MemberData(nameof(Rounds))]
    public async Task Killed_at_random_moments_they_apply_every_event_once(int seed)
    {
        var chance = new Random(seed);
        await using var server = await KilledServer.StartAsync(new Random(chance.Next()));
        var kafka = await TestKafka.BestAsync();
        var workers = new List<KilledWorker>();
        try
        {
            for (var worker = 0; worker < Workers; worker++)
            {
                workers.Add(await KilledWorker.NewAsync(kafka, await server.CreateDatabaseAsync($"worker{worker}"), new Random(chance.Next())));
            }

            await Task.WhenAll([
                .. workers.Select(worker => worker.RunAsync(KillsPerWorker, EventsPerWorker)),
                server.RunAsync(ServerKills, Workers * KillsPerWorker, () => workers.Sum(worker => worker.Kills))]);

            await Task.WhenAll(workers.Select(worker => worker.AssertAppliedOnceAsync()));
            Assert.Equal((Workers * KillsPerWorker, ServerKills), (workers.Sum(worker => worker.Kills), server.Kills));
            var recoveries = workers.SelectMany(worker => worker.Recoveries).Order().ToList();
            output.WriteLine($"{kafka.Kind}: {workers.Sum(worker => worker.Events)} events, {workers.Sum(worker => worker.Kills)} kills of workers, {server.Kills} of PostgreSQL; "
                + $"from start to first progress {recoveries[0].TotalSeconds:F2} s to {recoveries[^1].TotalSeconds:F2} s, median {recoveries[recoveries.Count / 2].TotalSeconds:F2} s");
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }
}
