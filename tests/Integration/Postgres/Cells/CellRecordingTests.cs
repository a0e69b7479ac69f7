using CdcFunctions.Changes;
using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Retention.Expiry;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;
using CdcFunctions.Unit.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Cells;

public sealed class CellRecordingTests
{
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("CDC_SOAK") == "1";

    public static TheoryData<string> Recordings { get; } =
    [
        "cassandra/partial-updates", "cassandra/partial-updates.noschema", "cassandra/out-of-order", "cassandra/out-of-order.noschema",
        "cassandra/orders", "cassandra/orders.noschema", "cassandra/snapshot", "cassandra/snapshot.noschema",
        "scylla/batch-legacy", "scylla/collections-legacy", "scylla/crud-legacy", "scylla/crud-legacy-schemas", "scylla/deletes-legacy",
        "scylla/out-of-order-partial-legacy", "scylla/static-legacy", "scylla/ttl-legacy", "scylla/restart-replay-legacy", "scylla/types-legacy", "scylla/types-legacy-schemas", "scylla/random-1500-legacy",
        "scylla/crud-advanced-only-updated", "scylla/collections-only-updated",
    ];

    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public async Task Copies_in_any_order_over_any_partitions_end_with_the_expected_rows(string name)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var recording = new Recording(name);
        var records = await recording.ReadAsync().ToListAsync();
        var failures = new List<string>();
        foreach (var schedule in Seeds.Take(IsSoak ? 200 : 8))
        {
            var schema = $"target{schedule}";
            var source = RecordingOptions.Source(recording, schema);
            await ApplyAsync(database, source, Scheduled(records, schedule), $"group{schedule}", new Random(schedule));
            var compared = await new RowComparison(database.Warehouse, schema).CompareAsync(recording.Expected, target: null, CancellationToken.None);
            failures.AddRange(compared.SelectMany(table => table.Differences.Where(d => !recording.IsNotInEvents(d)).Select(d => $"{table.Table} {d}{Seeds.Describe(schedule, "Integration")}")));
            await database.ExecuteAsync($"drop schema {schema} cascade");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differences\n{string.Join('\n', failures.Take(5))}");
    }

    [SkippableTheory]
    [InlineData("cassandra/ttl")]
    [InlineData("cassandra/ttl.noschema")]
    public async Task What_expired_is_gone_in_any_order_of_delivery(string name)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var recording = new Recording(name);
        var records = await recording.ReadAsync().ToListAsync();
        for (var schedule = 0; schedule < 12; schedule++)
        {
            await ApplyAsync(database, RecordingOptions.Source(recording, $"target{schedule}"), Scheduled(records, schedule), $"group{schedule}", new Random(schedule));
        }

        // When the recording's rows were read from Cassandra.
        await new ExpirySweep(database.Warehouse, new ManualTime(new DateTimeOffset(2026, 11, 21, 7, 14, 34, TimeSpan.Zero)), NullLogger<ExpirySweep>.Instance).RunAsync(CancellationToken.None);

        for (var schedule = 0; schedule < 12; schedule++)
        {
            var compared = await new RowComparison(database.Warehouse, $"target{schedule}").CompareAsync(recording.Expected, target: null, CancellationToken.None);
            Assert.Empty(compared.SelectMany(table => table.Differences.Select(d => $"schedule {schedule}: {table.Table} {d}")));
        }
    }

    // As recorded; each record twice; then shuffled with some of them twice or thrice.
    private static List<SourceRecord> Scheduled(List<SourceRecord> records, int schedule)
    {
        if (schedule is 1 or 2)
        {
            return schedule == 1 ? records : [.. records.SelectMany(record => Enumerable.Repeat(record, 2))];
        }

        var random = new Random(schedule);
        var copies = records.Concat(records.Where(_ => random.Next(3) == 0)).Concat(records.Where(_ => random.Next(6) == 0)).ToArray();
        random.Shuffle(copies);
        return [.. copies];
    }

    private static async Task ApplyAsync(TestDatabase database, SourceOptions source, List<SourceRecord> records, string group, Random random)
    {
        var types = new TargetTypes([source]);
        using var bindings = TestBindings.Over(database.Warehouse, types);
        var sources = new SourceCatalog([new SourceEntry(source, ChangeDecoders.Create(source, new SchemaCatalog(), types))], new SourceRouter([source]));
        var tally = new ApplyTally();
        var applier = new ChangeApplier(
            new CheckpointStore(database.Warehouse), sources, new BatchTransaction(database.Warehouse, bindings), TestTransactions.Over(database.Warehouse, bindings), tally, new KafkaOptions { ConsumerGroup = group }, NullLogger<ChangeApplier>.Instance);
        var offsets = new Dictionary<(string, int), long>();
        for (var start = 0; start < records.Count;)
        {
            var size = Math.Min(records.Count - start, random.Next(1, Math.Max(120, records.Count / 4)));
            foreach (var batch in records.GetRange(start, size).GroupBy(record => (record.Topic, Partition: random.Next(3))))
            {
                var next = offsets.GetValueOrDefault(batch.Key);
                SourceRecord[] moved = [.. batch.Select((record, n) => record with { Partition = batch.Key.Partition, Offset = next + n })];
                offsets[batch.Key] = next + moved.Length;
                await applier.ApplyAsync(source.Dialect, moved, CancellationToken.None);
            }

            start += size;
        }

        Assert.Equal(records.Count, tally.Consumed);
        Assert.Equal(records.Count, tally.Controls + tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered));
    }
}
