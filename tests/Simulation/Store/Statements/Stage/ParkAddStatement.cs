namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Remembers transactions that are parked; one that is known stays as it is.</summary>
internal sealed class ParkAddStatement : IStatement
{
    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        foreach (var (id, offset) in ((string[])arguments[3]!).Zip((long[])arguments[4]!))
        {
            var key = new StageKey(AdvanceStatement.Partition(arguments), id);
            transaction.Parked[key] = transaction.Parked[key] ?? new StoredParking(offset);
        }

        return StatementResult.Of(1);
    }
}
