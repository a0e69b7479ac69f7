using System.Text.RegularExpressions;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Writes merged rows, unguarded: as an upsert, or only where they exist.</summary>
internal sealed partial class CellUpsertStatement : IStatement
{
    private readonly string _table;
    private readonly StatementInput _input;
    private readonly (string Name, string Input)[] _key;
    private readonly (string Name, string Input)[] _columns;
    private readonly bool _inserts;

    public CellUpsertStatement(string table, string sql)
    {
        _table = table;
        _input = new StatementInput(sql);
        _inserts = sql.StartsWith("insert ", StringComparison.Ordinal);
        _columns = _inserts
            ? [.. StatementTexts.Names(Inserted().Match(sql).Groups["names"].Value).TakeWhile(name => !name.StartsWith("_cdc_", StringComparison.Ordinal))
                .Select((name, n) => (name, "c" + n.ToString(System.Globalization.CultureInfo.InvariantCulture)))]
            : [.. Set().Matches(sql).Select(match => (match.Groups["name"].Value, match.Groups["input"].Value)), .. StatementTexts.Key(sql)];
        _key = _inserts ? _columns : StatementTexts.Key(sql);
    }

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var table = transaction.State.Table(_table);
        for (var row = 0; row < _input.Count(arguments); row++)
        {
            var key = _input.Key(table, _key, arguments, row);
            var stored = transaction.Rows[key];
            if (stored is null && !_inserts)
            {
                continue;
            }

            var values = new Dictionary<string, byte[]?>(stored?.Values ?? new Dictionary<string, byte[]?>(StringComparer.Ordinal), StringComparer.Ordinal);
            foreach (var (name, input) in _columns)
            {
                values[name] = _input.Bytes(arguments, input, row);
                Violations.Check(table, name, values[name]);
            }

            transaction.Rows[key] = new StoredRow(_input.Int64(arguments, "v", row), 0, _input.Bytes(arguments, "m", row), false, values);
        }

        return StatementResult.Of(_input.Count(arguments));
    }

    [GeneratedRegex("""insert into "\w+"\."\w+" as t \((?<names>[^)]*)\)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inserted();

    [GeneratedRegex("""(set|,) "(?<name>\w+)" = i\.(?<input>c\d+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Set();
}
