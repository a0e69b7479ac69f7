using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Outages;
using CdcFunctions.Postgres.Apply.Staleness;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Apply;

/// <summary>One worker over a test database: the real applier, fed with <see cref="ScriptedDecoder"/> lines.</summary>
internal sealed class ApplyScene : IDisposable
{
    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;
    private long _next;

    public ApplyScene(TestDatabase database, TableOptions? options = null, TimeProvider? time = null, OutagePatience? patience = null)
    {
        Database = database;
        var source = new SourceOptions
        {
            Name = "shop",
            Dialect = Dialect.Scylla,
            Topics = ["shop.orders"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = options ?? TableOptions.Default },
        };
        Checkpoints = new CheckpointStore(database.Warehouse);
        _bindings = TestBindings.Over(database.Warehouse, new TargetTypes([source]));
        var sources = new SourceCatalog([new SourceEntry(source, Decoder(source, time))], new SourceRouter([source]));
        Replay = new DeadLetterReplay(database.Warehouse, _bindings, sources);
        _applier = new ChangeApplier(
            Checkpoints, sources, new BatchTransaction(database.Warehouse, _bindings), TestTransactions.Over(database.Warehouse, _bindings), Tally, new KafkaOptions(), NullLogger<ChangeApplier>.Instance, patience: patience);
    }

    public TestDatabase Database { get; }

    public CheckpointStore Checkpoints { get; }

    public DeadLetterReplay Replay { get; }

    public ApplyTally Tally { get; } = new();

    /// <summary>Applies lines as one batch at the next offsets of partition 0.</summary>
    public Task ApplyAsync(params string[] lines) => ApplyAsync([.. lines.Select(line => ScriptedDecoder.Record(_next++, line))]);

    public Task ApplyAsync(SourceRecord[] records) => _applier.ApplyAsync(Dialect.Scylla, records, CancellationToken.None);

    public Task<string> RowsAsync(string columns = "id, a, b, note", string table = "shop.orders")
        => Database.ScalarAsync<string>($"select coalesce(string_agg(r::text, ' ' order by id), '') from (select {columns} from {table}) as r");

    public Task<long> CountAsync(string from) => Database.ScalarAsync<long>($"select count(*) from {from}");

    private static IChangeDecoder Decoder(SourceOptions source, TimeProvider? time)
        => time is null ? new ScriptedDecoder() : new StaleMarks(new ScriptedDecoder(), source, time, NullLogger<StaleMarks>.Instance);

    /// <summary>Makes the worker look at its tables again.</summary>
    public void Forget() => _bindings.Forget();

    public void Dispose() => _bindings.Dispose();
}
