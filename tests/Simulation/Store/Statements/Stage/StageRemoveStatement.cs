namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Takes transactions out of the stage.</summary>
internal sealed class StageRemoveStatement : IStatement
{
    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var removed = 0;
        foreach (var id in (string[])arguments[3]!)
        {
            var key = new StageKey(AdvanceStatement.Partition(arguments), id);
            if (transaction.Stages[key] is not null)
            {
                transaction.Stages[key] = null;
                removed++;
            }
        }

        return StatementResult.Of(removed);
    }
}
