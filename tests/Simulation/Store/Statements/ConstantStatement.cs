namespace CdcFunctions.Simulation.Store.Statements;

/// <summary><c>select 1</c>.</summary>
internal sealed class ConstantStatement : IStatement
{
    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments) => StatementResult.Count(1);
}
