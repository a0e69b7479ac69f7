namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Keeps deleted partitions and ranges.</summary>
internal sealed class RangeStatement : IStatement
{
    private readonly StatementInput _input = new(CdcFunctions.Postgres.Apply.Cells.CellBookkeepingSql.Ranges);

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        for (var row = 0; row < _input.Count(arguments); row++)
        {
            var (partition, start, end) = (_input.Bytes(arguments, "p", row)!, _input.Bytes(arguments, "s", row)!, _input.Bytes(arguments, "e", row)!);
            var key = new RangeKey((int)arguments[0]!, Convert.ToHexString(partition), Convert.ToHexString(start), Convert.ToHexString(end));
            var (descending, version) = (Wire.Int32(_input.Bytes(arguments, "d", row)), _input.Int64(arguments, "v", row));
            transaction.Ranges[key] = transaction.Ranges[key] is { } stored
                ? stored with { Version = Math.Max(stored.Version, version), Descending = stored.Descending | descending }
                : new StoredRange(Wire.Int16(_input.Bytes(arguments, "n", row)), partition, start, end, descending, version);
        }

        return StatementResult.Of(_input.Count(arguments));
    }
}
