using System.Diagnostics;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>The applier on one connection and one partition, with invented rows and empty tables; every batch is its own durable commit.</summary>
internal sealed class ApplyRun : IAsyncDisposable
{
    private readonly BenchContext _bench;
    private readonly NpgsqlDataSource _warehouse;
    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;
    private readonly int _batch;
    private long _next;

    private ApplyRun(BenchContext bench, string connectionString, RowFactory rows, int batch)
    {
        (_bench, _batch, Rows) = (bench, batch, rows);
        _warehouse = Warehouse.Open(new PostgresOptions { ConnectionString = connectionString });
        var source = new SourceOptions { Name = "bench", Dialect = Dialect.Scylla, Topics = ["bench"] };
        _bindings = TestBindings.Over(_warehouse, new TargetTypes([source]));
        _applier = new ChangeApplier(
            new CheckpointStore(_warehouse),
            new SourceCatalog([new SourceEntry(source, rows)], new SourceRouter([source])),
            new BatchTransaction(_warehouse, _bindings),
            TestTransactions.Over(_warehouse, _bindings),
            new ApplyTally(),
            new KafkaOptions(),
            NullLogger<ChangeApplier>.Instance);
    }

    /// <summary>The rows to come.</summary>
    public RowFactory Rows { get; }

    /// <summary>Prepares empty tables.</summary>
    /// <param name="bench">Where to.</param>
    /// <param name="rows">What to write.</param>
    /// <param name="batch">Rows in one transaction.</param>
    /// <param name="connectionString">Another way to the same database.</param>
    public static async Task<ApplyRun> StartAsync(BenchContext bench, RowFactory rows, int batch, string? connectionString = null)
    {
        var run = new ApplyRun(bench, connectionString ?? bench.ConnectionString, rows, batch);
        await BookkeepingSchema.MigrateAsync(run._warehouse, CancellationToken.None);
        await bench.ExecuteAsync("drop schema if exists bench cascade; truncate cdc.checkpoint, cdc.tombstone, cdc.target_table cascade; checkpoint");
        return run;
    }

    /// <summary>Applies rows and returns how many a second.</summary>
    public async Task<double> MeasureAsync(int rows)
    {
        var clock = Stopwatch.StartNew();
        for (var end = _next + rows; _next < end; _next += _batch)
        {
            await _applier.ApplyAsync(Dialect.Scylla, Records(), CancellationToken.None);
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Stops the run when rows or offsets are not as they must be.</summary>
    public async Task VerifyAsync(long rows, int tables = 1)
    {
        await _bench.RequireAsync("rows", $"({string.Join(" + ", RowFactory.TableNames(tables).Select(name => $"(select count(*) from bench.{name})"))}) = {rows}");
        await _bench.RequireAsync("offset", $"(select next_offset from cdc.checkpoint where topic = 'bench') = {_next}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _bindings.Dispose();
        await _warehouse.DisposeAsync();
    }

    private SourceRecord[] Records()
    {
        var records = new SourceRecord[_batch];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = new SourceRecord("bench", 0, _next + i, null, null, 0);
        }

        return records;
    }
}
