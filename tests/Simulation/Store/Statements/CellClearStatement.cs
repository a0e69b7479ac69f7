using System.Text.RegularExpressions;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Empties cells of rows that live on: those whose bit is set in the mask.</summary>
internal sealed partial class CellClearStatement(string table, string sql) : IStatement
{
    private readonly StatementInput _input = new(sql);
    private readonly (string Name, string Input)[] _key = StatementTexts.Key(sql);
    private readonly (string Name, int Bit)[] _values =
        [.. Cleared().Matches(sql).Select(match => (match.Groups["name"].Value, int.Parse(match.Groups["bit"].Value, System.Globalization.CultureInfo.InvariantCulture)))];

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var target = transaction.State.Table(table);
        for (var row = 0; row < _input.Count(arguments); row++)
        {
            var key = _input.Key(target, _key, arguments, row);
            if (transaction.Rows[key] is not { } stored)
            {
                continue;
            }

            var mask = _input.Bytes(arguments, "x", row)!;
            var values = new Dictionary<string, byte[]?>(stored.Values, StringComparer.Ordinal);
            foreach (var (name, bit) in _values.Where(value => (mask[value.Bit / 8] >> (value.Bit % 8) & 1) != 0))
            {
                values[name] = null;
            }

            transaction.Rows[key] = new StoredRow(_input.Int64(arguments, "v", row), 0, _input.Bytes(arguments, "m", row), false, values);
        }

        return StatementResult.Of(_input.Count(arguments));
    }

    [GeneratedRegex("""[" ](?<name>\w+)"? = case when get_bit\(i\.x, (?<bit>\d+)\)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Cleared();
}
