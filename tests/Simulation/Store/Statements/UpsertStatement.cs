using System.Text.RegularExpressions;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Guarded upsert of rows by key, whole or partial. The guards are read from the text: one that is missing there is missing here.</summary>
internal sealed partial class UpsertStatement : IStatement
{
    private readonly string _table;
    private readonly StatementInput _input;
    private readonly (string Name, string Input)[] _columns;
    private readonly bool _isPartial;
    private readonly bool _isGuarded;
    private readonly bool _isUpdateGuarded;
    private readonly bool _heedsTombstones;
    private readonly bool _voidsCells;

    public UpsertStatement(string table, string sql)
    {
        _table = table;
        _input = new StatementInput(sql);
        _columns = [.. StatementTexts.Names(Inserted().Match(sql).Groups["names"].Value)
            .TakeWhile(name => !name.StartsWith("_cdc_", StringComparison.Ordinal)).Select((name, n) => (name, "c" + n.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
        _isPartial = sql.StartsWith("with ", StringComparison.Ordinal);
        _isGuarded = sql.Contains("where (t._cdc_version, t._cdc_sequence) <= (excluded._cdc_version, excluded._cdc_sequence)", StringComparison.Ordinal);
        _isUpdateGuarded = sql.Contains("and (t._cdc_version, t._cdc_sequence) <= (i.v, i.s)", StringComparison.Ordinal);
        _heedsTombstones = sql.Contains("d.table_id = $1 and d.key = i.k and (d.version, d.sequence) > (i.v, i.s)", StringComparison.Ordinal);
        _voidsCells = sql.Contains("_cdc_cells = null", StringComparison.Ordinal);
    }

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var table = transaction.State.Table(_table);
        var affected = 0;
        for (var row = 0; row < _input.Count(arguments); row++)
        {
            var key = _input.Key(table, _columns, arguments, row);
            var at = (_input.Int64(arguments, "v", row), _input.Int64(arguments, "s", row));
            affected += Write(transaction, table, key, at, arguments, row) ? 1 : 0;
        }

        return _isPartial ? StatementResult.Count(affected) : StatementResult.Of(affected);
    }

    private bool Write(StoreTransaction transaction, StoredTable table, RowKey key, (long Version, long Sequence) at, IReadOnlyList<object?> arguments, int row)
    {
        var stored = transaction.Rows[key];
        var isUpdate = _isPartial && stored is not null;
        if (!isUpdate && _heedsTombstones && transaction.Tombstones[Tombstone(table, arguments, row)] is { } tombstone && (tombstone.Version, tombstone.Sequence).CompareTo(at) > 0)
        {
            return false;
        }

        var isOlder = stored is not null && (stored.Version, stored.Sequence).CompareTo(at) > 0;
        if (isUpdate && isOlder && _isUpdateGuarded)
        {
            return false;
        }

        var values = new Dictionary<string, byte[]?>(stored?.Values ?? new Dictionary<string, byte[]?>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, input) in _columns)
        {
            values[name] = _input.Bytes(arguments, input, row);
            Violations.Check(table, name, values[name]);
        }

        // An insert is checked before its conflict is seen, so a value that is refused is refused also when it is old.
        if (!isUpdate && isOlder && _isGuarded)
        {
            return false;
        }

        transaction.Rows[key] = new StoredRow(at.Version, at.Sequence, _voidsCells ? null : stored?.Cells, false, values);
        return true;
    }

    private RowKey Tombstone(StoredTable table, IReadOnlyList<object?> arguments, int row) => new(table.Id, Convert.ToHexString(_input.Bytes(arguments, "k", row)!));

    [GeneratedRegex("""insert into "\w+"\."\w+" as t \((?<names>[^)]*)\)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inserted();
}
