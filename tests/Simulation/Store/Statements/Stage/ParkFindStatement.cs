namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Which of some transactions are parked. Nobody replays here.</summary>
internal sealed class ParkFindStatement : IStatement
{
    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
        => StatementResult.Of(
            [typeof(string)],
            ((string[])arguments[3]!).Where(id => transaction.Parked[new StageKey(AdvanceStatement.Partition(arguments), id)] is not null).Select(id => new object?[] { id }));
}
