namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Guarded delete of rows by key, with tombstones; answers how many deletes took effect.</summary>
internal sealed class DeleteStatement(string table, string sql) : IStatement
{
    private readonly StatementInput _input = new(sql);
    private readonly (string Name, string Input)[] _key = StatementTexts.Key(sql);
    private readonly bool _isGuarded = sql.Contains("and (t._cdc_version, t._cdc_sequence) <= (i.v, i.s))", StringComparison.Ordinal);
    private readonly bool _leavesTombstones = sql.Contains("select $1, i.k, i.v, i.s from i\n", StringComparison.Ordinal);

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var target = transaction.State.Table(table);
        var effective = 0;
        for (var row = 0; row < _input.Count(arguments); row++)
        {
            var key = _input.Key(target, _key, arguments, row);
            var at = (Version: _input.Int64(arguments, "v", row), Sequence: _input.Int64(arguments, "s", row));
            var stored = transaction.Rows[key];
            var isNewer = stored is not null && (stored.Version, stored.Sequence).CompareTo(at) > 0;
            if (stored is not null && !(isNewer && _isGuarded))
            {
                transaction.Rows[key] = target.HasSoftDeletes ? stored with { Version = at.Version, Sequence = at.Sequence, IsDeleted = true } : null;
            }

            var name = new RowKey(target.Id, Convert.ToHexString(_input.Bytes(arguments, "k", row)!));
            var isKept = _leavesTombstones && (transaction.Tombstones[name] is not { } older || (older.Version, older.Sequence).CompareTo(at) <= 0);
            if (isKept)
            {
                transaction.Tombstones[name] = new StoredTombstone(at.Version, at.Sequence, transaction.Tombstones[name]?.Cells);
            }

            effective += isKept && !isNewer ? 1 : 0;
        }

        return StatementResult.Count(effective);
    }
}
