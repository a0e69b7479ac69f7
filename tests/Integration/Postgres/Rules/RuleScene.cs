using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Operations.Configuration.Filters;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Rules;

/// <summary>One worker over a test database, fed with events as connectors write them: the whole way from bytes to rows.</summary>
internal sealed class RuleScene : IDisposable
{
    public const string Salt = "a salt of the tests";

    private static readonly MaskingOptions Masking = new() { Salt = Salt };

    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;
    private readonly DeadLetterReplay _replay;
    private readonly Dialect _dialect;
    private long _next;

    public RuleScene(TestDatabase database, Dialect dialect, TableOptions options, Func<SourceOptions, SourceOptions>? change = null, TimeProvider? time = null)
    {
        (Database, _dialect) = (database, dialect);
        var source = new SourceOptions
        {
            Name = "shop",
            Dialect = dialect,
            Topics = ["^.*"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["t"] = options },
        };
        source = change?.Invoke(source) ?? source;
        var types = new TargetTypes([source]);
        _bindings = TestBindings.Over(database.Warehouse, types, rules: new RuleBook([source], Masking, time, database.Warehouse));
        var sources = new SourceCatalog([new SourceEntry(source, ChangeDecoders.Create(source, new SchemaCatalog(), types))], new SourceRouter([source]));
        _replay = new DeadLetterReplay(database.Warehouse, _bindings, sources);
        var transaction = new BatchTransaction(database.Warehouse, _bindings);
        _applier = new ChangeApplier(new CheckpointStore(database.Warehouse), sources, transaction, TestTransactions.Over(database.Warehouse, _bindings), Tally, new KafkaOptions(), NullLogger<ChangeApplier>.Instance);
    }

    public TestDatabase Database { get; }

    public ApplyTally Tally { get; } = new();

    public static RowFilter Filter(string text) => new(text, FilterParser.Parse(text).Filter!);

    /// <summary>Applies records as one batch at the next offsets.</summary>
    public async Task ApplyAsync(params SourceRecord[] records)
        => await _applier.ApplyAsync(_dialect, records.Select(record => record with { Offset = _next++ }).ToArray(), CancellationToken.None);

    /// <summary>Replays every open dead letter.</summary>
    public async Task<List<ReplayResult>> ReplayAsync()
    {
        var results = new List<ReplayResult>();
        await foreach (var result in _replay.RunAsync(new DeadLetterFilter { ConsumerGroup = new KafkaOptions().ConsumerGroup }, isDryRun: false, CancellationToken.None))
        {
            results.Add(result);
        }

        return results;
    }

    public Task<string> RowsAsync(string columns, string table = "shop.t")
        => Database.ScalarAsync<string>($"select coalesce(string_agg(r::text, ' ' order by r::text), '') from (select {columns} from {table}) as r");

    /// <summary>Every consumed record ended somewhere.</summary>
    public void AssertCountsAddUp() => Assert.Equal(
        Tally.Consumed,
        Tally.Controls + Tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered + table.Dropped));

    /// <summary>Makes the worker look at its tables again.</summary>
    public void Forget() => _bindings.Forget();

    public void Dispose() => _bindings.Dispose();
}
