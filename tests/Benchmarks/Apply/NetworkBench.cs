using System.Diagnostics;
using System.Net;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Support.Network;
using Npgsql;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>What distance to PostgreSQL costs: the same rows over loopback and through a proxy that holds every byte back.</summary>
internal sealed class NetworkBench(BenchContext bench)
{
    private const int Batch = 5000;

    // A round trip is ten milliseconds.
    private static readonly TimeSpan EachWay = TimeSpan.FromMilliseconds(5);

    /// <summary>Measures both ways in each round.</summary>
    public async Task RunAsync()
    {
        await using var proxy = FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, bench.Postgres.Port), EachWay, TimeProvider.System);
        var distant = new NpgsqlConnectionStringBuilder(bench.ConnectionString) { Port = proxy.Port }.ConnectionString;
        var roundTrip = await RoundTripAsync(distant);
        var (shares, near, far) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Scale.Rounds; round++)
        {
            near.Add(await ApplyAsync(bench.ConnectionString));
            far.Add(await ApplyAsync(distant));
            shares.Add(far[^1] / near[^1] * 100);
        }

        bench.Report.Add(Figure.Of("network-10ms", "%", $"one lane, batch 5,000, inserts and updates, round trip of {roundTrip:0.0} ms, share of loopback", shares));
        bench.Report.Add(Figure.Of("network-10ms-rows", "rows/s", $"the same; over loopback {near.Order().ElementAt(near.Count / 2):#,0}", far));
    }

    private async Task<double> ApplyAsync(string connectionString)
    {
        var rows = bench.Scale.Rows;
        await using var run = await ApplyRun.StartAsync(bench, new RowFactory { Keys = rows }, Batch, connectionString);
        await run.MeasureAsync(Batch * 2);
        var inserts = await run.MeasureAsync(rows - (Batch * 2));
        var updates = await run.MeasureAsync(rows);
        await run.VerifyAsync(rows);
        return 2 / ((1 / inserts) + (1 / updates));
    }

    private static async Task<double> RoundTripAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select 1", connection);
        var times = new List<double>();
        for (var i = 0; i < 21; i++)
        {
            var clock = Stopwatch.StartNew();
            await command.ExecuteScalarAsync();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }
}
