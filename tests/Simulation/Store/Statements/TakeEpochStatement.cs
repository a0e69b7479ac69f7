using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary><c>cdc.take_epoch</c>: makes the caller the only writer of a partition.</summary>
internal sealed class TakeEpochStatement(PartitionKey partition) : IStatement
{
    public PartitionKey Partition { get; } = partition;

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var stored = transaction.Checkpoints[Partition] ?? new StoredCheckpoint(0, null);
        transaction.Checkpoints[Partition] = stored = stored with { Epoch = stored.Epoch + 1 };
        return ReadCheckpointStatement.Answer(stored);
    }
}
