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

    private const int WarmUp = Batch * 2;

    private const int Rows = 120_000;

    private const double Meant = 10;
    private const double Step = 0.5;

    /// <summary>Measures both ways, a batch by turns.</summary>
    public async Task RunAsync()
    {
        var (proxy, roundTrip) = await ProxyAsync();
        await using var running = proxy;
        var (shares, near, far) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < bench.Scale.Rounds; round++)
        {
            var rates = await ApplyAsync(Through(proxy));
            shares.Add(rates.Far / rates.Near * 100);
            near.Add(rates.Near);
            far.Add(rates.Far);
        }

        bench.Report.Add(Figure.Of("network-10ms", "%", $"one lane, batch 5,000, inserts and updates, round trip of {roundTrip:0.0} ms, share of loopback", shares));
        bench.Report.Add(Figure.Of("network-10ms-rows", "rows/s", $"the same; over loopback {near.Order().ElementAt(near.Count / 2):#,0}", far));
    }

    // Timers and the proxy's own threads add to every wait, more on a busy machine: the delay is taken whose round trip comes nearest to what is meant.
    private async Task<(FaultProxy Proxy, double RoundTrip)> ProxyAsync()
    {
        FaultProxy? nearest = null;
        var best = double.MaxValue;
        for (var eachWay = Meant / 2; eachWay >= 2; eachWay -= Step)
        {
            var proxy = FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, bench.Postgres.Port), TimeSpan.FromMilliseconds(eachWay), TimeProvider.System);
            var roundTrip = await RoundTripAsync(Through(proxy));
            var isNearer = Math.Abs(roundTrip - Meant) < Math.Abs(best - Meant);
            await ((isNearer ? nearest : proxy)?.DisposeAsync() ?? default);
            (nearest, best) = isNearer ? (proxy, roundTrip) : (nearest, best);
        }

        return (nearest!, best);
    }

    private string Through(FaultProxy proxy) => new NpgsqlConnectionStringBuilder(bench.ConnectionString) { Port = proxy.Port }.ConnectionString;

    // Rows inserted and then updated a second, in a partition each.
    private async Task<(double Near, double Far)> ApplyAsync(string distant)
    {
        await using var near = await ApplyRun.StartAsync(bench, ApplyInput.Of(new RowFactory { Keys = Rows }), Batch);
        await using var far = await ApplyRun.StartAsync(bench, ApplyInput.Of(new RowFactory { Keys = Rows, FirstKey = Rows }, partition: 1), Batch, distant);
        await near.MeasureAsync(WarmUp);
        await far.MeasureAsync(WarmUp);
        var rates = await ByTurns.MeasureAsync((Rows * 2) - WarmUp, Batch, near.MeasureAsync, far.MeasureAsync);
        await near.VerifyAsync(Rows * 2);
        await far.VerifyAsync(Rows * 2);
        return rates;
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
