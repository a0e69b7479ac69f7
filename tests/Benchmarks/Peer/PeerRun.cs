using System.Diagnostics;
using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.WholePath;

namespace CdcFunctions.Benchmarks.Peer;

/// <summary>One contender over the whole topic into an empty table.</summary>
internal sealed class PeerRun(BenchContext bench, PeerWorkload workload, PeerScale scale)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs it and checks what it wrote.</summary>
    public async Task<PeerResult> RunAsync(Contender contender, int round)
    {
        await bench.ExecuteAsync(PeerWorkload.TableSql);
        var started = Stopwatch.GetTimestamp();
        await using var sink = await contender.Start($"{contender.Name}-{round}");
        var warm = await ReachAsync(sink, workload.IsWarmAsync);
        var inserted = await ReachAsync(sink, workload.IsInsertedAsync);
        var updated = await ReachAsync(sink, workload.IsUpdatedAsync);
        await bench.RequireAsync($"rows of {contender.Name}", $"(select count(*) from {PeerWorkload.Table}) = {workload.Rows}");
        return new PeerResult(
            new Milestone(started, TimeSpan.Zero, TimeSpan.Zero).To(warm with { Server = TimeSpan.Zero }, scale.WarmUp),
            warm.To(inserted, scale.Events),
            inserted.To(updated, scale.Events),
            ProcessMemory.Peak(sink.Id),
            await bench.ScalarAsync<decimal>(PeerWorkload.ChecksumSql));
    }

    private async Task<Milestone> ReachAsync(IRunningSink sink, Func<Task<bool>> condition)
    {
        await Wait.ForAsync(condition, Look);
        return new Milestone(Stopwatch.GetTimestamp(), ProcessorTime.Of(sink.Id), bench.Postgres.ProcessId is { } server ? ProcessorTime.OfTree(server) : TimeSpan.Zero);
    }

    private sealed record Milestone(long Timestamp, TimeSpan Process, TimeSpan Server)
    {
        public Leg To(Milestone later, long events) => new(
            events, Stopwatch.GetElapsedTime(Timestamp, later.Timestamp).TotalSeconds, (later.Process - Process).TotalSeconds, (later.Server - Server).TotalSeconds);
    }
}
