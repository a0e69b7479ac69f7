using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Postgres.Cells;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Cells;

/// <summary>One worker over a test database: the real applier, fed with cell events.</summary>
internal sealed class CellScene : IDisposable
{
    private readonly CellDecoder _decoder = new();
    private readonly Dictionary<(string Table, int Partition), long> _next = [];
    private readonly SourceOptions _source;
    private readonly TestDatabase _database;
    private TargetBindings _bindings = null!;
    private ChangeApplier _applier = null!;
    private DeadLetterReplay _replay = null!;

    public CellScene(TestDatabase database, TableOptions? options = null)
    {
        _database = database;
        _source = new SourceOptions
        {
            Name = "cells",
            Schema = "cells",
            Dialect = Dialect.Cassandra,
            Topics = ["^cells\\..*"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = options ?? TableOptions.Default },
        };
        Restart();
    }

    public ApplyTally Tally { get; } = new();

    /// <summary>A new worker takes over: nothing but the database remains.</summary>
    public void Restart()
    {
        _bindings?.Dispose();
        _bindings = TestBindings.Over(_database.Warehouse, new TargetTypes([_source]));
        var sources = new SourceCatalog([new SourceEntry(_source, _decoder)], new SourceRouter([_source]));
        _replay = new DeadLetterReplay(_database.Warehouse, _bindings, sources);
        _applier = new ChangeApplier(
            new CheckpointStore(_database.Warehouse), sources, new BatchTransaction(_database.Warehouse, _bindings), TestTransactions.Over(_database.Warehouse, _bindings), Tally, new KafkaOptions(), NullLogger<ChangeApplier>.Instance);
    }

    /// <summary>Applies the events as one batch of a partition.</summary>
    public Task ApplyAsync(params CellEvent[] events) => ApplyAsync("t", 0, events);

    public Task ApplyAsync(string table, int partition, CellEvent[] events) => ApplyAsync(table, partition, [.. events.Select(e => (table, e))]);

    /// <summary>Applies events of several tables as one batch of a topic's partition.</summary>
    public Task ApplyAsync(string topic, int partition, (string Table, CellEvent Event)[] events)
    {
        long next;
        lock (_next)
        {
            next = _next.GetValueOrDefault((topic, partition));
            _next[(topic, partition)] = next + events.Length;
        }

        SourceRecord[] records = [.. events.Select((e, n) => _decoder.Record(topic, e.Table, e.Event, partition, next + n))];
        return _applier.ApplyAsync(Dialect.Cassandra, records, CancellationToken.None);
    }

    /// <summary>Replays all open dead letters.</summary>
    public async Task<List<ReplayResult>> ReplayAsync()
    {
        var results = new List<ReplayResult>();
        await foreach (var result in _replay.RunAsync(new DeadLetterFilter { ConsumerGroup = "cdcfunctions" }, isDryRun: false, CancellationToken.None))
        {
            results.Add(result);
        }

        return results;
    }

    /// <summary>The table's rows as the oracle writes them.</summary>
    public async Task<List<string>> RowsAsync(string table = "t")
    {
        if (await _database.ScalarAsync<bool>($"select to_regclass('cells.{table}') is null"))
        {
            return [];
        }

        var hidden = await _database.ScalarAsync<bool>($"select exists (select from pg_attribute where attrelid = 'cells.{table}'::regclass and attname = '_cdc_deleted')");
        await using var command = _database.Warehouse.CreateCommand($"select p, c, s, a, b, n, x from cells.{table}{(hidden ? " where not _cdc_deleted" : "")}");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(CellOracle.Text(
                (reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2)),
                Enumerable.Range(3, 4).Select(n => reader.IsDBNull(n) ? null : reader.GetValue(n))));
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _bindings.Dispose();
}
