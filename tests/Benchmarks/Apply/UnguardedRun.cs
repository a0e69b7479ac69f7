using System.Diagnostics;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>
/// The same rows into the same columns without what makes them exactly once and newest wins: no fence and no checkpoint, no versions compared, no tombstones looked up.
/// Only the benchmark has it, to tell what the guarantees cost.
/// </summary>
internal sealed class UnguardedRun : IAsyncDisposable
{
    // The first array of a row command names keys for tombstones, and is not sent here.
    private const int Keys = 1;

    private readonly NpgsqlDataSource _warehouse;
    private readonly TargetBindings _bindings;
    private readonly ApplyInput _input;
    private readonly int _batch;
    private string? _sql;
    private long _next;

    /// <summary>A run in the database that a guarded one has prepared.</summary>
    public UnguardedRun(BenchContext bench, ApplyInput input, int batch)
    {
        (_input, _batch) = (input, batch);
        _warehouse = Warehouse.Open(new PostgresOptions { ConnectionString = bench.ConnectionString });
        _bindings = TestBindings.Over(_warehouse, new TargetTypes([input.Source]));
    }

    /// <summary>Writes rows and returns how many a second.</summary>
    public async Task<double> MeasureAsync(int rows)
    {
        var clock = new Stopwatch();
        for (var end = _next + rows; _next < end; _next += _batch)
        {
            var records = _input.Records(_next, _batch);
            clock.Start();
            await WriteAsync(records);
            clock.Stop();
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _bindings.Dispose();
        await _warehouse.DisposeAsync();
    }

    private async Task WriteAsync(SourceRecord[] records)
    {
        using var changes = new ChangeBatch();
        _input.Decoder.Decode(records, changes);
        var table = changes.Tables[0];
        await using var schema = new SchemaTransaction(_warehouse);
        var target = await _bindings.ResolveAsync(_input.Entry, table, records, schema, CancellationToken.None);
        await schema.CommitAsync(CancellationToken.None);
        using var encoding = new RowEncoding(target, table);
        using var rows = encoding.Upsert(PresenceGroups.Of(table.Columns, encoding.Fold().Upserts)[0]);
        await using var connection = await _warehouse.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(_sql ??= Sql(target, table)) } };
        foreach (var array in rows.Arrays.Skip(Keys))
        {
            batch.BatchCommands[0].Parameters.Add(new NpgsqlParameter { Value = array, DataTypeName = array.Type.ArrayName });
        }

        await batch.ExecuteNonQueryAsync();
    }

    private static string Sql(TargetState target, TableChanges table)
    {
        var shape = target.Shape.Statement([.. Enumerable.Range(0, table.Columns.Count)]);
        var names = string.Join(", ", shape.Columns.Select(column => column.Name));
        var values = string.Join(", ", shape.Columns.Select(column => column.Value));
        var input = ParameterRows.From(1, [("v", "bigint[]"), ("s", "bigint[]"), ("at", "timestamptz[]"), .. shape.Columns.Select((column, n) => ($"c{n}", column.ArrayType))]);
        var written = shape.Columns.Where(column => !column.IsKey).Select(column => column.Name).Concat(["_cdc_version", "_cdc_sequence", "_cdc_source_ts", "_cdc_applied_at"]);
        return $"""
            insert into {shape.Table} as t ({names}, _cdc_version, _cdc_sequence, _cdc_source_ts, _cdc_applied_at)
            select {values}, i.v, i.s, i.at, now() from {input}
            on conflict ({string.Join(", ", shape.Key)}) do update set {string.Join(", ", written.Select(name => $"{name} = excluded.{name}"))}
            """;
    }
}
