using System.Diagnostics;
using CdcFunctions.Benchmarks.Reporting;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>Fold, encoding and PostgreSQL alone: one connection, one partition, every batch its own durable commit.</summary>
internal static class ApplyBench
{
    /// <summary>Measures inserts, updates, replays and deletes.</summary>
    public static async Task RunAsync(string connectionString, BenchReport report, BenchScale scale)
    {
        foreach (var batch in scale.BatchSizes)
        {
            var rounds = new Dictionary<string, List<double>>(StringComparer.Ordinal);
            for (var round = 0; round < scale.Rounds; round++)
            {
                await RoundAsync(connectionString, batch, scale.Rows, rounds);
            }

            foreach (var (name, values) in rounds)
            {
                report.Add(Figure.Of(batch == 5000 ? name : $"{name}-{batch}", "rows/s", $"batch {batch}, one connection, 10 columns", values));
            }
        }
    }

    private static async Task RoundAsync(string connectionString, int batch, int rows, Dictionary<string, List<double>> rounds)
    {
        await using var warehouse = Warehouse.Open(new PostgresOptions { ConnectionString = connectionString });
        await BookkeepingSchema.MigrateAsync(warehouse, CancellationToken.None);
        await ExecuteAsync(warehouse, "drop table if exists bench.orders; truncate cdc.checkpoint, cdc.tombstone");
        var factory = new RowFactory { Keys = rows };
        var source = new SourceOptions { Name = "bench", Dialect = Dialect.Scylla, Topics = ["bench"] };
        using var bindings = new TargetBindings(warehouse, new TargetTypes([source]), NullLogger<TargetBindings>.Instance);
        var applier = new ChangeApplier(
            new CheckpointStore(warehouse),
            new SourceCatalog([new SourceEntry(source, factory)], new SourceRouter([source])),
            new BatchTransaction(warehouse, bindings),
            new ApplyTally(),
            new KafkaOptions(),
            NullLogger<ChangeApplier>.Instance);
        var next = 0L;

        async Task Measure(string name)
        {
            var clock = Stopwatch.StartNew();
            for (var end = next + rows; next < end; next += batch)
            {
                await applier.ApplyAsync(Dialect.Scylla, Records(next, batch), CancellationToken.None);
            }

            var rate = rows / clock.Elapsed.TotalSeconds;
            if (!rounds.TryGetValue(name, out var values))
            {
                rounds[name] = values = [];
            }

            values.Add(rate);
        }

        await Measure("apply-insert");
        await ExecuteAsync(warehouse, "vacuum analyze bench.orders; checkpoint");
        await Measure("apply-update");
        factory.VersionBase = -10_000_000_000;
        await Measure("apply-replay");
        factory.VersionBase = 10_000_000_000;
        factory.Kind = ChangeKind.Delete;
        await Measure("apply-delete");
    }

    private static SourceRecord[] Records(long first, int count)
    {
        var records = new SourceRecord[count];
        for (var i = 0; i < count; i++)
        {
            records[i] = new SourceRecord("bench", 0, first + i, null, null, 0);
        }

        return records;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource warehouse, string sql)
    {
        foreach (var statement in sql.Split(';'))
        {
            await using var command = warehouse.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
