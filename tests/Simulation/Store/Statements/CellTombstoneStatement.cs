namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Keeps times of deleted rows and cells.</summary>
internal sealed class CellTombstoneStatement : IStatement
{
    private readonly StatementInput _input = new(CdcFunctions.Postgres.Apply.Cells.CellBookkeepingSql.Tombstones);

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        for (var row = 0; row < _input.Count(arguments); row++)
        {
            var key = new RowKey((int)arguments[0]!, Convert.ToHexString(_input.Bytes(arguments, "k", row)!));
            var version = Math.Max(_input.Int64(arguments, "v", row), transaction.Tombstones[key]?.Version ?? long.MinValue);
            transaction.Tombstones[key] = new StoredTombstone(version, 0, _input.Bytes(arguments, "m", row));
        }

        return StatementResult.Of(_input.Count(arguments));
    }
}
