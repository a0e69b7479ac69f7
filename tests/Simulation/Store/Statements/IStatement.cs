namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>What a statement does, as the model understands its text.</summary>
internal interface IStatement
{
    StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments);
}
