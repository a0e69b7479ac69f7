namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Reads stored rows and tombstones by key.</summary>
internal sealed class LoadRowsStatement(string table, string sql) : IStatement
{
    private readonly StatementInput _input = new(sql);
    private readonly StoredColumns _columns = new(sql);
    private readonly (string Name, string Input)[] _key = StatementTexts.Key(sql);

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var target = transaction.State.Table(table);
        var rows = new List<object?[]>();
        for (var n = 0; n < _input.Count(arguments); n++)
        {
            var row = transaction.Rows[_input.Key(target, _key, arguments, n)];
            var tombstone = transaction.Tombstones[new RowKey(target.Id, Convert.ToHexString(_input.Bytes(arguments, "k", n)!))];
            if (row is not null || tombstone is not null)
            {
                rows.Add(_columns.Of(n, row, tombstone));
            }
        }

        return StatementResult.Of(StoredColumns.Types, rows);
    }
}
