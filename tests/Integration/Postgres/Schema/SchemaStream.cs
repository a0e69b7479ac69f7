using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;
using CdcFunctions.Postgres.Schema.History;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>One change in the middle of a stream: rows of the old shape, then of the new, with late ones of the old between them, in two replicas at once.</summary>
internal sealed class SchemaStream : IDisposable
{
    private const int BatchSize = 10;

    private static int _tables;

    private readonly TestDatabase _database;
    private readonly ExampleChange _example;
    private readonly SchemaChangePolicy _policy;
    private readonly bool _isEmbedded;
    private readonly SchemaReplica[] _replicas;
    private readonly ShapeEvents _events;
    private readonly string _table;
    private readonly SchemaOptions _options;
    private readonly int[] _next = [0, 0];

    public SchemaStream(TestDatabase database, ExampleChange example, SchemaChangePolicy policy, bool isEmbedded)
    {
        (_database, _example, _policy, _isEmbedded) = (database, example, policy, isEmbedded);
        _table = $"t{Interlocked.Increment(ref _tables)}";
        _events = new ShapeEvents(_table);
        _options = new SchemaOptions { LargestRewriteBytes = example.IsLarge ? -1 : 1 << 30, LookAgainAfter = TimeSpan.Zero };
        var source = new SourceOptions
        {
            Name = "erp",
            Dialect = Dialect.SqlServer,
            Topics = [_events.Topic],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = new() { SchemaChanges = new SchemaChangePolicies(SchemaChangePolicy.Evolve) { Kinds = System.Collections.Immutable.ImmutableSortedDictionary<SchemaChangeKind, SchemaChangePolicy>.Empty.Add(example.Kind, policy) } } },
        };
        _replicas = [new SchemaReplica(database.Warehouse, source, _options), new SchemaReplica(database.Warehouse, source, _options)];
    }

    /// <summary>Runs it and returns everything that is not as it should be.</summary>
    public async Task<List<string>> RunAsync()
    {
        if (_example.Before is { } before)
        {
            Announce(before, 1);
            await EachAsync(replica => WriteAsync(replica, before, 1, 2));
            await TakeOverNotNullAsync(before);
        }

        Announce(_example.After, 2);
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
                return [$"still paused: {string.Join(" | ", paused)}"];
            }

            await ApplyTasksAsync();
        }

        if (_example.Before is { } late)
        {
            await EachAsync(replica => WriteAsync(replica, late, 1, 1));
        }

        await EachAsync(replica => WriteAsync(replica, _example.After, 2, 2));
        return await FaultsAsync(firstPause);
    }

    public void Dispose() => Array.ForEach(_replicas, static replica => replica.Dispose());

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
        var step = _example.Step(_policy);
        var rows = await _database.ScalarAsync<long>($"select count(*) from erp.{_table}");
        var letters = await _database.ScalarAsync<long>($"select count(*) from cdc.dead_letter where topic = '{_events.Topic}'");
        if (rows + letters != _next.Sum())
        {
            faults.Add($"{_next.Sum()} events, {rows} rows, {letters} dead letters");
        }

        var mayPark = step.Effect == RowEffect.DeadLetter;
        if (letters > 0 != mayPark)
        {
            faults.Add($"{letters} dead letters: {await _database.ScalarAsync<string>($"select string_agg(distinct reason || ' ' || message, '; ') from cdc.dead_letter where topic = '{_events.Topic}'")}");
        }

        var mustPause = step is { Effect: RowEffect.Wait, Outcome: SchemaOutcome.Refused or SchemaOutcome.Pending };
        if (pause is not null != mustPause)
        {
            faults.Add(pause ?? "not paused");
        }

        var kind = SchemaStore.KindName(_example.Kind);
        var history = await _database.ScalarAsync<string>($"select coalesce(string_agg(status, ' ' order by version), '') from cdc.schema_history where target_table = 'erp.{_table}' and kind = '{kind}' and action <> 'apply task'");
        var expected = mustPause ? null : step.Outcome.ToString().ToLowerInvariant();
        if (expected is not null && !string.Equals(history, expected, StringComparison.Ordinal))
        {
            faults.Add($"history {history}, expected {expected}");
        }

        if (mustPause && !history.StartsWith("resolved", StringComparison.Ordinal))
        {
            faults.Add($"history {history}, expected to begin with resolved");
        }

        faults.AddRange(_replicas.SelectMany(static replica => replica.Retried).Where(static state => state is "40P01").Select(static state => $"tried again for {state}"));
        return faults;
    }
}
