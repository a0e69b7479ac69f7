namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Reads the chunk of a staged transaction that follows the one read last.</summary>
internal sealed class StageChunkStatement : IStatement
{
    private static readonly Type[] Types = [typeof(long), typeof(long), typeof(long), typeof(byte[]), typeof(byte[]), typeof(byte[])];

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var stage = transaction.Stages[new StageKey(AdvanceStatement.Partition(arguments), (string)arguments[3]!)];
        var chunk = stage?.Records.Where(record => record.Chunk > (long)arguments[4]!).GroupBy(record => record.Chunk).FirstOrDefault();
        return StatementResult.Of(Types, (chunk ?? Enumerable.Empty<StagedRecord>()).Select(record => new object?[] { record.Chunk, record.Offset, record.TimeMs, record.Key, record.Value, record.Headers }));
    }
}
