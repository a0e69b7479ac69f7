namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Reads deleted ranges of partitions.</summary>
internal sealed class LoadRangesStatement : IStatement
{
    private static readonly Type[] Types = [typeof(short), typeof(byte[]), typeof(byte[]), typeof(byte[]), typeof(int), typeof(long)];

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var table = (int)arguments[0]!;
        var wanted = ((byte[]?[])arguments[1]!).Select(bytes => Convert.ToHexString(bytes!)).ToHashSet(StringComparer.Ordinal);
        return StatementResult.Of(Types, transaction.Ranges.All
            .Where(pair => pair.Key.Table == table && wanted.Contains(pair.Key.Partition))
            .Select(pair => new object?[] { pair.Value.PartitionColumns, pair.Value.Partition, pair.Value.Start, pair.Value.End, pair.Value.Descending, pair.Value.Version }));
    }
}
