using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Transactions;

/// <summary>One worker on an atomic source: the real decoder and applier over a test database.</summary>
internal sealed class AtomicScene : IDisposable
{
    private readonly TargetBindings _bindings;
    private readonly ChangeApplier _applier;
    private readonly TransactionApplier _transactions;
    private readonly CheckpointStore _checkpoints;
    private readonly SourceEntry _entry;
    private readonly DeadLetterReplay _replay;

    public AtomicScene(TestDatabase database, IncompleteTransactionPolicy policy = IncompleteTransactionPolicy.Wait, NpgsqlDataSource? warehouse = null, long largestInBatch = 5_000)
    {
        (Database, warehouse) = (database, warehouse ?? database.Warehouse);
        var source = new SourceOptions
        {
            Name = "erp",
            Dialect = Dialect.SqlServer,
            Topics = [SalesLog.Topic],
            Transactions = TransactionMode.Atomic,
            TransactionTimeout = TimeSpan.FromSeconds(60),
            IncompleteTransactions = policy,
        };
        var types = new TargetTypes([source]);
        _bindings = TestBindings.Over(warehouse, types);
        _entry = new SourceEntry(source, ChangeDecoders.Create(source, new SchemaCatalog(), types));
        _transactions = TransactionApplier.Over(warehouse, _bindings, Tally, Transactions, Time, NullLogger<TransactionApplier>.Instance, largestInBatch);
        _checkpoints = new CheckpointStore(warehouse);
        var sources = new SourceCatalog([_entry], new SourceRouter([source]));
        _replay = new DeadLetterReplay(warehouse, _bindings, sources);
        _applier = new ChangeApplier(
            _checkpoints, sources, new BatchTransaction(warehouse, _bindings), _transactions, Tally, new KafkaOptions(), NullLogger<ChangeApplier>.Instance);
    }

    public TestDatabase Database { get; }

    public ManualTime Time { get; } = new();

    public ApplyTally Tally { get; } = new();

    public TransactionTally Transactions { get; } = new();

    /// <summary>Applies records as one batch.</summary>
    public Task ApplyAsync(IEnumerable<SourceRecord> records) => _applier.ApplyAsync(Dialect.SqlServer, records.ToArray(), CancellationToken.None);

    /// <summary>Replays all open dead letters.</summary>
    public async Task<List<ReplayOutcome>> ReplayAsync()
    {
        var outcomes = new List<ReplayOutcome>();
        await foreach (var result in _replay.RunAsync(new DeadLetterFilter { ConsumerGroup = "cdcfunctions" }, isDryRun: false, CancellationToken.None))
        {
            outcomes.Add(result.Outcome);
        }

        return outcomes;
    }

    /// <summary>Takes the partition over, as the host does when a lane opens; returns the offset to go on at.</summary>
    public async Task<long> TakeOverAsync(int partition = 0)
    {
        var lease = await _checkpoints.AcquireAsync(new PartitionKey("cdcfunctions", SalesLog.Topic, partition), CancellationToken.None);
        await _transactions.ResumeAsync(lease, _entry, CancellationToken.None);
        return lease.NextOffset ?? 0;
    }

    /// <summary>Lets time pass, and what the clock does be done.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        var lease = await _checkpoints.HoldAsync(new PartitionKey("cdcfunctions", SalesLog.Topic, 0), CancellationToken.None);
        await _transactions.ResumeAsync(lease, _entry, CancellationToken.None);
    }

    public Task<string> RowsAsync(string table) => Database.ScalarAsync<string>($"select coalesce(string_agg(r::text, ' ' order by id), '') from (select * from {table}) as r");

    public Task<long> CountAsync(string from) => Database.ScalarAsync<long>($"select count(*) from {from}");

    public Task<bool> ExistsAsync(string table) => Database.ScalarAsync<bool>($"select to_regclass('{table}') is not null");

    public void Dispose()
    {
        _transactions.Dispose();
        _bindings.Dispose();
    }
}
