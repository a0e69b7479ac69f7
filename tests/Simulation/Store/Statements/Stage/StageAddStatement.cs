namespace CdcFunctions.Simulation.Store.Statements.Stage;

/// <summary>Adds a chunk of records to an open transaction of the source, which is made when it is not there.</summary>
internal sealed class StageAddStatement : IStatement
{
    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var key = new StageKey(AdvanceStatement.Partition(arguments), (string)arguments[3]!);
        var stage = transaction.Stages[key] ?? new StoredStage(transaction.State.NextStage++, (DateTime)arguments[4]!, []);
        var (offsets, times) = ((long[])arguments[5]!, (long[])arguments[6]!);
        var (keys, values, headers) = ((byte[]?[])arguments[7]!, (byte[]?[])arguments[8]!, (byte[]?[])arguments[9]!);
        var records = offsets.Select((offset, n) => new StagedRecord(offsets[0], offset, times[n], keys[n], values[n], headers[n]));
        transaction.Stages[key] = stage with { Records = [.. stage.Records.Concat(records).OrderBy(record => record.Chunk).ThenBy(record => record.Offset)] };
        return StatementResult.Of(offsets.Length);
    }
}
