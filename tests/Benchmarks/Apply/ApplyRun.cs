using System.Diagnostics;
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

/// <summary>The applier on one connection and one partition, with empty tables; every batch is its own durable commit.</summary>
internal sealed class ApplyRun : IAsyncDisposable
{
    private readonly BenchContext _bench;
    private readonly NpgsqlDataSource _warehouse;
    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;
    private readonly ApplyInput _input;
    private readonly int _batch;
    private long _next;

    private ApplyRun(BenchContext bench, string connectionString, ApplyInput input, int batch)
    {
        (_bench, _batch, _input) = (bench, batch, input);
        _warehouse = Warehouse.Open(new PostgresOptions { ConnectionString = connectionString });
        _bindings = TestBindings.Over(_warehouse, new TargetTypes([input.Source]));
        _applier = new ChangeApplier(
            new CheckpointStore(_warehouse),
            new SourceCatalog([input.Entry], new SourceRouter([input.Source])),
            new BatchTransaction(_warehouse, _bindings),
            TestTransactions.Over(_warehouse, _bindings),
            new ApplyTally(),
            new KafkaOptions(),
            NullLogger<ChangeApplier>.Instance);
    }

    /// <summary>Prepares empty tables.</summary>
    /// <param name="bench">Where to.</param>
    /// <param name="input">What to write.</param>
    /// <param name="batch">Rows in one transaction.</param>
    /// <param name="connectionString">Another way to the same database.</param>
    public static async Task<ApplyRun> StartAsync(BenchContext bench, ApplyInput input, int batch, string? connectionString = null)
    {
        var run = new ApplyRun(bench, connectionString ?? bench.ConnectionString, input, batch);
        await BookkeepingSchema.MigrateAsync(run._warehouse, CancellationToken.None);
        await bench.ExecuteAsync("drop schema if exists bench cascade; truncate cdc.checkpoint, cdc.tombstone, cdc.target_table cascade; checkpoint");
        return run;
    }

    /// <summary>The same with invented rows.</summary>
    public static Task<ApplyRun> StartAsync(BenchContext bench, RowFactory rows, int batch, string? connectionString = null)
        => StartAsync(bench, ApplyInput.Of(rows), batch, connectionString);

    /// <summary>Applies rows and returns how many a second; the time that the records themselves take does not count.</summary>
    public async Task<double> MeasureAsync(int rows)
    {
        var clock = new Stopwatch();
        for (var end = _next + rows; _next < end; _next += _batch)
        {
            var records = _input.Records(_next, _batch);
            clock.Start();
            await _applier.ApplyAsync(_input.Source.Dialect, records, CancellationToken.None);
            clock.Stop();
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Stops the run when rows or offsets are not as they must be.</summary>
    public async Task VerifyAsync(long rows, int tables = 1)
    {
        await _bench.RequireAsync("rows", $"({string.Join(" + ", RowFactory.TableNames(tables).Select(name => $"(select count(*) from bench.{name})"))}) = {rows}");
        await _bench.RequireAsync("offset", $"(select next_offset from cdc.checkpoint where partition = {_input.Partition}) = {_next}");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _bindings.Dispose();
        await _warehouse.DisposeAsync();
    }
}
