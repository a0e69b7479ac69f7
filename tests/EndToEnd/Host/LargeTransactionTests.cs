using System.Globalization;
using CdcFunctions.Integration.Postgres.Transactions;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Processes;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>A transaction much larger than a batch, through a host that has other tables to serve. With CDC_SOAK=1 it has a million rows.</summary>
public sealed class LargeTransactionTests(ITestOutputHelper output)
{
    private const int Chunk = 1_000;

    private const long MostMemoryKb = 512 * 1024;

    private static readonly int Rows = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 1_000_000 : 20_000;

    [SkippableFact]
    public async Task It_becomes_visible_at_once_from_bounded_memory_while_other_tables_go_on()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var kafka = await TestKafka.RequireRealAsync();
        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString);
        var topic = $"{rig.Group}.all";
        await kafka.CreateTopicAsync(topic, 1);
        await database.ExecuteAsync("create schema erp; create table erp.orders (id integer primary key, note text)");
        rig.MoreSources = $$"""
              - name: erp
                dialect: sqlserver
                topics: {{topic}}
                transactions: atomic
            """;
        var host = rig.Start();
        rig.Feed.Begin(perSecond: 100);
        await rig.WaitForProgressAsync(100, host);

        var began = TimeProvider.System.GetTimestamp();
        await ProduceAsync(kafka.BootstrapServers, topic);
        var (states, longestPause) = await WatchAsync(rig, host);

        output.WriteLine($"{Rows} rows visible {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s after the first was sent; peak memory {PeakMemoryKb(host) / 1024} MiB; other tables paused for {longestPause.TotalSeconds:F1} s at most");
        Assert.Equal([0L, Rows], states);
        Assert.InRange(PeakMemoryKb(host), 1, MostMemoryKb);
        var shop = (await rig.Feed.FinishAsync()).Values.Sum();
        await Until.TrueAsync(async () => await rig.AppliedAsync() >= shop + Rows + 2, HostRig.Patience, () => $"{shop} other events. {string.Join('\n', host.Output.TakeLast(20))}");
        await rig.AssertAppliedOnceAsync();
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from cdc.staged_record"));
    }

    // The numbers of rows that a reader sees until it sees some, and the longest time without progress of the other source.
    private static async Task<(IEnumerable<long> States, TimeSpan LongestPause)> WatchAsync(HostRig rig, HostProcess host)
    {
        var (states, longest, others, since) = (new SortedSet<long>(), TimeSpan.Zero, 0L, TimeProvider.System.GetTimestamp());
        await using var look = rig.Database.CreateCommand("select (select count(*) from erp.orders), (select coalesce(sum(next_offset), 0)::bigint from cdc.checkpoint where topic not like '%.all')");
        await Until.TrueAsync(
            async () =>
            {
                await using var reader = await look.ExecuteReaderAsync();
                await reader.ReadAsync();
                states.Add(reader.GetInt64(0));
                longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, TimeProvider.System.GetElapsedTime(since).Ticks));
                (others, since) = reader.GetInt64(1) > others ? (reader.GetInt64(1), TimeProvider.System.GetTimestamp()) : (others, since);
                return reader.GetInt64(0) > 0;
            },
            10 * HostRig.Patience,
            () => $"{Rows} rows. {string.Join('\n', host.Output.TakeLast(20))}");
        return (states, longest);
    }

    // A chunk at a time: a million records are more than a test should hold.
    private static async Task ProduceAsync(string brokers, string topic)
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = brokers, LingerMs = 20, QueueBufferingMaxMessages = Chunk * 4 }).Build();
        var changes = Enumerable.Repeat("c orders 0 note=x", Rows).ToArray();
        await SendAsync(producer, topic, new SalesLog().Begin(5));
        for (var start = 0; start < Rows; start += Chunk)
        {
            await SendAsync(producer, topic, new SalesLog().Events(5, [.. Enumerable.Range(start + 1, Chunk).Select(id => $"c orders {id} note=v{id % 7}")], start));
        }

        await SendAsync(producer, topic, new SalesLog().End(5, changes));
    }

    private static async Task SendAsync(IProducer<byte[]?, byte[]?> producer, string topic, SalesLog log)
    {
        foreach (var record in log.Records)
        {
            producer.Produce(new TopicPartition(topic, 0), new Message<byte[]?, byte[]?> { Key = record.Key.ToArray(), Value = record.Value.ToArray() });
        }

        await Task.Run(() => producer.Flush(HostRig.Patience));
    }

    private static long PeakMemoryKb(HostProcess host)
        => long.Parse(File.ReadLines($"/proc/{host.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
