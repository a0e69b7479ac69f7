using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Reads a checkpoint.</summary>
internal sealed class ReadCheckpointStatement(PartitionKey partition) : IStatement
{
    public static StatementResult Answer(StoredCheckpoint? stored)
    {
        var result = StatementResult.Of([typeof(long), typeof(long)], stored is null ? [] : [[stored.Epoch, stored.NextOffset]]);
        (result.Rows!.Columns[0].ColumnName, result.Rows.Columns[1].ColumnName) = ("epoch", "NextOffset");
        return result;
    }

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments) => Answer(transaction.Checkpoints[partition]);
}
