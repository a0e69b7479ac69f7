namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Reads all records of a partition's open transactions.</summary>
internal sealed class StageLoadStatement : IStatement
{
    private static readonly Type[] Types = [typeof(string), typeof(DateTime), typeof(long), typeof(byte[])];

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var partition = AdvanceStatement.Partition(arguments);
        return StatementResult.Of(Types, transaction.Stages.All.Where(stage => stage.Key.Partition == partition).OrderBy(stage => stage.Value.Id)
            .SelectMany(stage => stage.Value.Records.Select(record => new object?[] { stage.Key.Transaction, stage.Value.Since, record.Offset, record.Value })));
    }
}
