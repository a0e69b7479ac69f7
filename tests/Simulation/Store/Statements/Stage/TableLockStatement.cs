namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Keeps other batches out of tables. The locks are the server's business.</summary>
internal sealed class TableLockStatement : IStatement
{
    /// <summary>Numbers of the tables.</summary>
    public static int[] Tables(IReadOnlyList<object?> arguments) => (int[])arguments[0]!;

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        transaction.LocksTables = true;
        return StatementResult.Of([typeof(string)], Tables(arguments).Select(_ => new object?[] { null }));
    }
}
