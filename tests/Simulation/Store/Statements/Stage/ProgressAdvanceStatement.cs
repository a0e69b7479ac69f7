namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Remembers the latest transaction released.</summary>
internal sealed class ProgressAdvanceStatement : IStatement
{
    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        transaction.Progress[AdvanceStatement.Partition(arguments)] = new StoredProgress((string)arguments[3]!);
        return StatementResult.Of(1);
    }
}
