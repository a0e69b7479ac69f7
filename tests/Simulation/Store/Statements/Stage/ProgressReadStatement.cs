namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Reads the latest transaction released.</summary>
internal sealed class ProgressReadStatement : IStatement
{
    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
        => StatementResult.Of([typeof(string)], transaction.Progress[AdvanceStatement.Partition(arguments)] is { } progress ? [[progress.Newest]] : []);
}
