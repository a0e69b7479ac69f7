using System.Collections.Immutable;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;
using CdcFunctions.Postgres.Schema.History;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>One change in the middle of a stream: rows of the old shape, then of the new, with late ones of the old between them, in two replicas at once.</summary>
internal sealed class SchemaStream : IDisposable
{
    private const int BatchSize = 10;

    private static int _tables;

    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource[] _warehouses;
    private readonly SourceOptions _source;
    private readonly ExampleChange _example;

    // What the stream shows of the change: a rename without schema-change records is a column that comes and one that goes.
    private readonly ExampleChange[] _parts;
    private readonly SchemaChangePolicy _policy;
    private readonly bool _isEmbedded;
    private readonly SchemaReplica[] _replicas;
    private readonly ShapeEvents _events;
    private readonly string _table;
    private readonly SchemaOptions _options;
    private readonly int[] _next = [0, 0];
    private readonly CancellationTokenSource _stopWatching = new();

    /// <param name="database">Where the tables are.</param>
    /// <param name="warehouses">One for each replica, each with connections of its own.</param>
    /// <param name="example">The change.</param>
    /// <param name="policy">The policy of its kind.</param>
    /// <param name="isEmbedded">True when the events carry their schema, false when schema-change records tell it.</param>
    public SchemaStream(TestDatabase database, NpgsqlDataSource[] warehouses, ExampleChange example, SchemaChangePolicy policy, bool isEmbedded)
    {
        (_database, _warehouses, _example, _policy, _isEmbedded) = (database, warehouses, example, policy, isEmbedded);
        _parts = isEmbedded && example.Kind == SchemaChangeKind.RenameColumn ? [example with { Kind = SchemaChangeKind.AddColumn }, example with { Kind = SchemaChangeKind.DropColumn }] : [example];
        _table = $"t{Interlocked.Increment(ref _tables)}";
        _events = new ShapeEvents(_table);
        _options = new SchemaOptions { LargestRewriteBytes = example.IsLarge ? -1 : 1 << 30, LookAgainAfter = TimeSpan.Zero };
        var policies = new SchemaChangePolicies(SchemaChangePolicy.Evolve) { Kinds = _parts.ToImmutableSortedDictionary(static part => part.Kind, _ => policy) };
        _source = new SourceOptions
        {
            Name = "erp",
            Dialect = Dialect.SqlServer,
            Topics = [_events.Topic],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = new() { SchemaChanges = policies } },
        };
        _replicas = Array.ConvertAll(warehouses, warehouse => new SchemaReplica(warehouse, _source, _options));
    }

    /// <summary>How long after the first event that had it a new column could be read; null when the change adds none at once.</summary>
    public TimeSpan? Visible { get; private set; }

    /// <summary>Runs it and returns everything that is not as it should be.</summary>
    public async Task<List<string>> RunAsync()
    {
        if (_example.Before is { } before)
        {
            Announce(before, 1);
            await EachAsync(replica => WriteAsync(replica, before, 1, 2));
            await TakeOverNotNullAsync(before);
        }

        if (_example.Kind == SchemaChangeKind.DropTable)
        {
            Array.ForEach(_replicas, replica => replica.Catalog.Learn(_events.Announce(_example.After, 2, "DROP")));
            await EachAsync(SettleDropAsync);
            await EachAsync(replica => WriteAsync(replica, _example.After, 1, 2));
            return await FaultsAsync(pause: null);
        }

        Announce(_example.After, 2);
        var watch = WatchAsync();
        string? firstPause = null;
        for (var round = 0; ; round++)
        {
            var paused = await EachAsync(replica => WriteAsync(replica, _example.After, 2, 1));
            if (paused.All(static one => one is null))
            {
                break;
            }

            firstPause ??= paused.First(static one => one is not null);
            if (round == 3)
            {
                await _stopWatching.CancelAsync();
                await watch;
                return [$"still paused: {string.Join(" | ", paused)}"];
            }

            await ApplyTasksAsync();
        }

        Visible = await watch;
        if (_example.Before is { } late)
        {
            await EachAsync(replica => WriteAsync(replica, late, 1, 1));
        }

        await EachAsync(replica => WriteAsync(replica, _example.After, 2, 2));
        return await FaultsAsync(firstPause);
    }

    public void Dispose()
    {
        Array.ForEach(_replicas, static replica => replica.Dispose());
        _stopWatching.Dispose();
    }

    private async Task<string?> SettleDropAsync(int replica)
    {
        var evolution = new TableEvolution(_warehouses[replica], _options, NullLogger<TableEvolution>.Instance);
        await new DroppedTables(_warehouses[replica], evolution, _replicas[replica].Catalog, new CdcOptions { Postgres = _database.Options, Sources = [_source] }).RunAsync(CancellationToken.None);
        return null;
    }

    // Looks for the new column as a reader would, from the moment its first event is on its way.
    private async Task<TimeSpan?> WatchAsync()
    {
        var added = _example.After.FirstOrDefault(column => _example.Before is { } before && before.All(known => known.Name != column.Name));
        if (added is null || _parts[0] is not { Kind: SchemaChangeKind.AddColumn or SchemaChangeKind.RenameColumn } part || part.Step(_policy).Outcome != SchemaOutcome.Applied)
        {
            return null;
        }

        var start = TimeProvider.System.GetTimestamp();
        while (!_stopWatching.IsCancellationRequested && !await _database.ScalarAsync<bool>($"select exists (select from pg_attribute where attrelid = 'erp.{_table}'::regclass and attname = '{added.Name}')"))
        {
            await Task.Yield();
        }

        return TimeProvider.System.GetElapsedTime(start);
    }

    private void Announce(IReadOnlyList<ColumnShape> columns, int lsn)
    {
        if (!_isEmbedded)
        {
            Array.ForEach(_replicas, replica => replica.Catalog.Learn(_events.Announce(columns, lsn)));
        }
    }

    private async Task<List<string?>> EachAsync(Func<int, Task<string?>> run) => [.. await Task.WhenAll(Enumerable.Range(0, _replicas.Length).Select(replica => Task.Run(() => run(replica))))];

    private async Task<string?> WriteAsync(int replica, IReadOnlyList<ColumnShape> columns, int lsn, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            var from = _next[replica];
            SourceRecord[] batch = [.. Enumerable.Range(from, BatchSize).Select(offset => _events.Insert(replica, offset, columns, (1000 * replica) + offset + 1, lsn, _isEmbedded))];
            if (await _replicas[replica].ApplyAsync(batch) is { } paused)
            {
                return paused;
            }

            _next[replica] += BatchSize;
        }

        return null;
    }

    private async Task TakeOverNotNullAsync(IReadOnlyList<ColumnShape> columns)
    {
        foreach (var column in columns.Where(column => !column.IsNullable && !column.IsKey))
        {
            await _database.ExecuteAsync($"alter table erp.{_table} alter column {column.Name} set not null");
        }
    }

    private async Task ApplyTasksAsync()
    {
        var run = new MigrationRun(_database.Warehouse, _options);
        foreach (var task in await new SchemaLedger(_database.Warehouse).PendingAsync($"erp.{_table}", CancellationToken.None))
        {
            Assert.Null(await run.RunAsync(task, CancellationToken.None));
        }
    }

    private async Task<List<string>> FaultsAsync(string? pause)
    {
        var faults = new List<string>();
        SchemaStep[] steps = [.. _parts.Select(part => part.Step(_policy))];
        var rows = await _database.ScalarAsync<long>($"select count(*) from erp.{_table}");
        var letters = await _database.ScalarAsync<long>($"select count(*) from cdc.dead_letter where topic = '{_events.Topic}'");
        if (rows + letters != _next.Sum())
        {
            faults.Add($"{_next.Sum()} events, {rows} rows, {letters} dead letters");
        }

        if (letters > 0 != Array.Exists(steps, static step => step.Effect == RowEffect.DeadLetter))
        {
            faults.Add($"{letters} dead letters: {await _database.ScalarAsync<string>($"select string_agg(distinct reason || ' ' || message, '; ') from cdc.dead_letter where topic = '{_events.Topic}'")}");
        }

        if (pause is not null != Array.Exists(steps, MustPause))
        {
            faults.Add(pause ?? "not paused");
        }

        foreach (var (part, step) in _parts.Zip(steps))
        {
            var kind = SchemaStore.KindName(part.Kind);
            var history = await _database.ScalarAsync<string>($"select coalesce(string_agg(status, ' ' order by version), '') from cdc.schema_history where target_table = 'erp.{_table}' and kind = '{kind}' and action <> 'apply task'");
            var isAsExpected = MustPause(step) ? history.StartsWith("resolved", StringComparison.Ordinal) : string.Equals(history, step.Outcome.ToString().ToLowerInvariant(), StringComparison.Ordinal);
            if (!isAsExpected)
            {
                faults.Add($"history of {kind} is {history}, expected {(MustPause(step) ? "to begin with resolved" : step.Outcome)}");
            }
        }

        faults.AddRange(_replicas.SelectMany(static replica => replica.Retried).Where(static state => state is "40P01").Select(static state => $"tried again for {state}"));
        return faults;
    }

    private static bool MustPause(SchemaStep step) => step is { Effect: RowEffect.Wait, Outcome: SchemaOutcome.Refused or SchemaOutcome.Pending };
}
