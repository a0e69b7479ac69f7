namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Takes merged rows away; with soft deletes it marks them.</summary>
internal sealed class CellRemoveStatement(string table, string sql) : IStatement
{
    private readonly StatementInput _input = new(sql);
    private readonly (string Name, string Input)[] _key = StatementTexts.Key(sql);

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var target = transaction.State.Table(table);
        for (var row = 0; row < _input.Count(arguments); row++)
        {
            var key = _input.Key(target, _key, arguments, row);
            if (transaction.Rows[key] is { } stored)
            {
                transaction.Rows[key] = target.HasSoftDeletes
                    ? stored with { Version = _input.Int64(arguments, "v", row), Sequence = 0, Cells = _input.Bytes(arguments, "m", row), IsDeleted = true }
                    : null;
            }
        }

        return StatementResult.Of(_input.Count(arguments));
    }
}
