using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Reporting;

namespace CdcFunctions.Benchmarks.Peer;

/// <summary>This project and the Debezium JDBC sink in turn on the same topic, server and table; ratios are taken inside each round.</summary>
internal sealed class PeerBench(BenchContext bench, PeerScale scale)
{
    private readonly Series _ratios = new(bench.Report);
    private readonly Series _rates = new(bench.Report);

    /// <summary>Measures all rounds.</summary>
    public async Task RunAsync()
    {
        var workload = new PeerWorkload(bench, scale);
        await workload.FillAsync();
        Contender[] contenders =
        [
            new("ours", group => Task.FromResult<IRunningSink>(BenchHost.Start(bench, group, workload.Source()))),
            new("debezium-default", name => DebeziumSink.StartAsync(bench, name, workload.Topic, isBest: false)),
            new("debezium-best", name => DebeziumSink.StartAsync(bench, name, workload.Topic, isBest: true)),
        ];
        for (var round = 0; round < scale.Rounds; round++)
        {
            // Each round begins with another one, so that none always has the younger server.
            var results = new Dictionary<string, PeerResult>(StringComparer.Ordinal);
            foreach (var contender in contenders.Skip(round % contenders.Length).Concat(contenders.Take(round % contenders.Length)))
            {
                results[contender.Name] = await new PeerRun(bench, workload, scale).RunAsync(contender, round);
                Keep(contender.Name, results[contender.Name], round);
            }

            await VerifyAsync(workload, results, round);
            Compare(results["ours"], results["debezium-default"], results["debezium-best"]);
        }

        _ratios.Report();
        _rates.Report();
    }

    private void Keep(string name, PeerResult result, int round)
    {
        Console.WriteLine($"  round {round + 1}, {name}: {result.Inserts.Rate:#,0} inserts/s, {result.Updates.Rate:#,0} updates/s, {result.PerProcessorSecond:#,0} events per processor second");
        _rates.Add($"{name}-warm-up", "events/s", $"the first {scale.WarmUp:#,0} inserts, start of the process included; not in any ratio", result.WarmUp.Rate);
        _rates.Add($"{name}-insert", "events/s", $"{scale.Events:#,0} inserts", result.Inserts.Rate);
        _rates.Add($"{name}-update", "events/s", $"{scale.Events:#,0} updates", result.Updates.Rate);
        _rates.Add($"{name}-per-cpu-second", "events/s", "events for each processor second of the sink's process", result.PerProcessorSecond);
        _rates.Add($"{name}-cpu-postgres", "s/Mevents", "processor seconds of PostgreSQL, inserts", result.Inserts.ServerPerMillion);
        _rates.Add($"{name}-memory", "MB", "most resident memory of the process", result.PeakMemory);
    }

    private void Compare(PeerResult ours, PeerResult usual, PeerResult best)
    {
        _ratios.Add("peer-default", "x", "events/s, inserts and updates, against the peer at its defaults", ours.Rate / usual.Rate);
        _ratios.Add("peer-best", "x", "events/s, inserts and updates, against the peer at its best settings", ours.Rate / best.Rate);
        _ratios.Add("peer-cpu", "x", "events for each processor second of the sink's process, against the peer at its best settings", ours.PerProcessorSecond / best.PerProcessorSecond);
        _ratios.Add("peer-cpu-default", "x", "the same against its defaults", ours.PerProcessorSecond / usual.PerProcessorSecond);
        _ratios.Add("peer-default-insert", "x", "inserts only", ours.Inserts.Rate / usual.Inserts.Rate);
        _ratios.Add("peer-default-update", "x", "updates only", ours.Updates.Rate / usual.Updates.Rate);
        _ratios.Add("peer-best-insert", "x", "inserts only", ours.Inserts.Rate / best.Inserts.Rate);
        _ratios.Add("peer-best-update", "x", "updates only", ours.Updates.Rate / best.Updates.Rate);
    }

    private async Task VerifyAsync(PeerWorkload workload, Dictionary<string, PeerResult> results, int round)
    {
        if (results.Values.Select(result => result.Checksum).Distinct().Count() != 1)
        {
            throw new InvalidOperationException("The contenders did not write the same rows: the figures mean nothing.");
        }

        await bench.RequireAsync("offsets", $"(select sum(next_offset) from cdc.checkpoint where consumer_group = 'ours-{round}') = {workload.AllEvents}");
        await bench.RequireAsync("no dead letters", "not exists (select from cdc.dead_letter)");
    }
}
