using System.Diagnostics;
using CdcFunctions.Benchmarks.Processes;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.WholePath;

/// <summary>One run of the whole path: topics that are full, <c>cdc run</c> as a process of its own, rows in PostgreSQL.</summary>
internal sealed class PathRun(BenchContext bench, string name)
{
    // Windows of the warm-up in which the rate is looked at.
    private const int Windows = 8;

    // A multiple of all numbers of tables and partitions.
    private const int Round = 100;

    private static int _count;

    private readonly string _group = $"{name}-{Interlocked.Increment(ref _count)}";

    /// <summary>Size of a value without schema.</summary>
    public int PayloadBytes { get; init; } = 800;

    /// <summary>Partitions of each topic, which are lanes of the host.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>Tables, each with its topic.</summary>
    public int Tables { get; init; } = 1;

    /// <summary>Measured inserts, and as many updates.</summary>
    public long Events { get; init; } = bench.Scale.Events;

    /// <summary>Most inserts before the clock starts; it starts sooner when the rate has settled.</summary>
    public long WarmUp { get; init; } = bench.Scale.WarmUp;

    /// <summary>How long the process stands idle before its memory is read again.</summary>
    public TimeSpan Rest { get; init; }

    /// <summary>Fills the topics, runs the host over them, checks rows and offsets.</summary>
    public async Task<PathResult> RunAsync()
    {
        var form = new EventForm(Dialect.Scylla, PayloadBytes, WithSchema: false);
        var (warm, events) = Fitted(form);
        var topics = Enumerable.Range(0, Tables).Select(n => new LoadedTopic(bench.Kafka, form, $"{_group.Replace('-', '_')}_{n}", Partitions)).ToList();
        foreach (var topic in topics)
        {
            await topic.CreateAsync();
            topic.Fill((warm + events) / Tables, isInsert: true);
            topic.Fill(events / Tables, isInsert: false, firstStep: warm + events + 1);
        }

        // What the broker has taken stands in memory and would be written while we measure.
        await bench.ExecuteAsync("drop schema if exists bench cascade; checkpoint");
        var source = BenchSource.Of(form) with { Topics = [.. topics.Select(topic => topic.Name)] };
        await using var host = BenchHost.Start(bench, _group, source);
        var (cold, start) = await WarmAsync(host, warm);
        var middle = await ReachAsync(host, warm + events);
        var end = await ReachAsync(host, warm + events + events);
        await VerifyAsync(topics, warm, events);
        var peak = ProcessMemory.Peak(host.Id);
        await Task.Delay(Rest, TimeProvider.System);
        return new PathResult(cold, start.To(middle), middle.To(end), peak, ProcessMemory.Now(host.Id));
    }

    // What is compiled while events queue up is no part of the rate that follows; it is told for itself.
    private async Task<(double Cold, Milestone Warm)> WarmAsync(BenchHost host, long most)
    {
        var (start, rate) = (await ReachAsync(host, 1), new SettledRate());
        var (cold, last) = (0.0, start);
        while (last.Records < most)
        {
            var next = await ReachAsync(host, Math.Min(most, last.Records + (most / Windows)));
            var window = last.To(next).Rate;
            (cold, last) = (cold == 0 ? window : cold, next);
            if (rate.Add(window))
            {
                break;
            }
        }

        return (cold, last);
    }

    private (long WarmUp, long Events) Fitted(EventForm form)
    {
        // A real broker's room is the largest number there is, and would overflow.
        var room = (double)LoadedTopic.Capacity(bench.Kafka, form) * Tables;
        var share = Math.Min(1, room / (WarmUp + (2 * Events)));
        var (warm, events) = ((long)(WarmUp * share) / Round * Round, (long)(Events * share) / Round * Round);
        return events > 0 ? (warm, events) : throw new InvalidOperationException($"{Events} events of {PayloadBytes} B leave none to measure: the topics hold too little.");
    }

    private async Task<Milestone> ReachAsync(BenchHost host, long records) => new(
        await host.CommittedAsync(records), Stopwatch.GetTimestamp(), ProcessorTime.Of(host.Id), bench.Postgres.ProcessId is { } server ? ProcessorTime.OfTree(server) : TimeSpan.Zero);

    private async Task VerifyAsync(List<LoadedTopic> topics, long warm, long events)
    {
        var inserts = warm + events;
        foreach (var table in topics.Select(topic => $"bench.{topic.Name[(topic.Name.LastIndexOf('.') + 1)..]}"))
        {
            await bench.RequireAsync($"rows of {table}", $"(select count(*) from {table}) = {inserts / Tables}");
            await bench.RequireAsync(
                $"updates of {table}",
                $"(select count(*) from {table} where id < {events / Tables} and _cdc_version % 10000000000 > {inserts}) = {events / Tables}");
        }

        await bench.RequireAsync("offsets", $"(select sum(next_offset) from cdc.checkpoint where consumer_group = '{_group}') = {warm + (2 * events)}");
        await bench.RequireAsync("no dead letters", $"not exists (select from cdc.dead_letter where consumer_group = '{_group}')");
    }

    private sealed record Milestone(long Records, long Timestamp, TimeSpan Process, TimeSpan Server)
    {
        public Leg To(Milestone later) => new(
            later.Records - Records, Stopwatch.GetElapsedTime(Timestamp, later.Timestamp).TotalSeconds, (later.Process - Process).TotalSeconds, (later.Server - Server).TotalSeconds);
    }
}
