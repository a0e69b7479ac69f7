using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.StaticColumns;

/// <summary>One worker with ScyllaDB's own decoder over a test database, and a clustered table <c>t (pk, ck, owner static, qty)</c>.</summary>
internal sealed class StaticScene : IDisposable
{
    private readonly ConcurrentDictionary<(string Topic, int Partition), long> _next = new();
    private readonly TestDatabase _database;
    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;
    private readonly DeadLetterReplay _replay;
    private readonly string _group;

    public StaticScene(TestDatabase database, StaticColumnPolicy policy = StaticColumnPolicy.Repeat, TableOptions? options = null, SourceOptions? source = null, string group = "statics")
    {
        (_database, _group) = (database, group);
        source ??= new SourceOptions { Name = "shop", Dialect = Dialect.Scylla, Topics = ["^scy\\..*"] };
        source = source with
        {
            Tables = source.Tables.Count > 0
                ? source.Tables.ToDictionary(table => table.Key, table => table.Value with { StaticColumns = policy }, StringComparer.Ordinal)
                : new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = (options ?? TableOptions.Default) with { StaticColumns = policy } },
        };
        var types = new TargetTypes([source]);
        _bindings = TestBindings.Over(database.Warehouse, types);
        var sources = new SourceCatalog([new SourceEntry(source, ChangeDecoders.Create(source, new SchemaCatalog(), types))], new SourceRouter([source]));
        _replay = new DeadLetterReplay(database.Warehouse, _bindings, sources);
        _applier = new ChangeApplier(
            new CheckpointStore(database.Warehouse), sources, new BatchTransaction(database.Warehouse, _bindings), TestTransactions.Over(database.Warehouse, _bindings), Tally, new KafkaOptions { ConsumerGroup = group }, NullLogger<ChangeApplier>.Instance);
    }

    public ApplyTally Tally { get; } = new();

    /// <summary>Applies records as one batch at the next offsets of a partition; their topic stays.</summary>
    public async Task ApplyAsync(int partition, params SourceRecord[] records)
    {
        var place = (records[0].Topic, partition);
        var next = _next.GetValueOrDefault(place);
        await _applier.ApplyAsync(Dialect.Scylla, records.Select((record, n) => record with { Partition = partition, Offset = next + n }).ToArray(), CancellationToken.None);
        _next[place] = next + records.Length;
    }

    public Task ApplyAsync(params SourceRecord[] records) => ApplyAsync(0, records);

    /// <summary>Replays all open dead letters.</summary>
    public async Task<List<ReplayOutcome>> ReplayAsync()
    {
        var outcomes = new List<ReplayOutcome>();
        await foreach (var result in _replay.RunAsync(new DeadLetterFilter { ConsumerGroup = _group }, isDryRun: false, CancellationToken.None))
        {
            outcomes.Add(result.Outcome);
        }

        return outcomes;
    }

    /// <summary>Rows of a query as text.</summary>
    public Task<string> RowsAsync(string select) => _database.ScalarAsync<string>($"select coalesce(string_agg(r::text, ' ' order by r::text), '') from ({select}) as r");

    public void Dispose() => _bindings.Dispose();
}
