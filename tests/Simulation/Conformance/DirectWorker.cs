using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Simulation.Hosts;
using CdcFunctions.Simulation.Log;
using CdcFunctions.Simulation.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Simulation.Conformance;

/// <summary>The product's applier over a store, without Kafka, time and faults.</summary>
internal sealed class DirectWorker
{
    // Small, so that staged transactions are streamed.
    private const int LargestInBatch = 20;

    private readonly ChangeApplier _applier;
    private readonly Dialect _dialect;
    private readonly ApplyTally _tally = new();

    public DirectWorker(SourceOptions source, StoreState tables, DbDataSource warehouse)
    {
        _dialect = source.Dialect;
        var types = new TargetTypes([source]);
        tables.Tables.ForEach(table => types.Publish(table.Shape));
        var bindings = new SimBindings(tables, types, TimeProvider.System, _ => Task.CompletedTask);
        var transactions = TransactionApplier.Over(warehouse, bindings, _tally, new TransactionTally(), TimeProvider.System, NullLogger<TransactionApplier>.Instance, LargestInBatch);
        _applier = new ChangeApplier(
            new CheckpointStore(warehouse), SimSource.Catalog(source, types), new BatchTransaction(warehouse, bindings), transactions, _tally,
            new KafkaOptions { ConsumerGroup = SimSource.Group }, NullLogger<ChangeApplier>.Instance);
    }

    /// <summary>What became of the records.</summary>
    public string Settled => string.Join('\n', _tally.Tables) + $" of {_tally.Consumed}, {_tally.Controls} control";

    public Task ApplyAsync((SimPartition Log, SimRecord[] Records) batch)
        => _applier.ApplyAsync(
            _dialect,
            batch.Records.Select(r => new SourceRecord(batch.Log.Place.Topic, batch.Log.Place.Partition.Value, r.Offset, r.Key, r.Value, 1_767_225_600_000)).ToArray(),
            CancellationToken.None);
}
