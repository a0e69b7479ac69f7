using System.Text.RegularExpressions;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Reads stored and new values of cells written at the same time, where they differ; in the order-preserving form of the server's send functions, which is the wire's.</summary>
internal sealed partial class TiesStatement(string table, string sql) : IStatement
{
    private readonly StatementInput _input = new(sql);
    private readonly (string Name, string Input)[] _key = StatementTexts.Key(sql);
    private readonly (string Name, string Input)[] _compared = [.. Pairs().Matches(sql).Select(match => (match.Groups["name"].Value, match.Groups["input"].Value))];

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var target = transaction.State.Table(table);
        var rows = new List<object?[]>();
        for (var n = 0; n < _input.Count(arguments); n++)
        {
            if (transaction.Rows[_input.Key(target, _key, arguments, n)] is not { } row)
            {
                continue;
            }

            var pairs = _compared.Select(c => (New: _input.Bytes(arguments, c.Input, n), Stored: row.Values.GetValueOrDefault(c.Name))).ToList();
            if (pairs.Exists(pair => pair.New is null != pair.Stored is null || (pair.New is not null && !pair.New.AsSpan().SequenceEqual(pair.Stored))))
            {
                rows.Add([Wire.Int32(_input.Bytes(arguments, "g", n)), .. pairs.SelectMany(pair => new object?[] { pair.New, pair.Stored })]);
            }
        }

        return StatementResult.Of([typeof(int), .. _compared.SelectMany(_ => new[] { typeof(byte[]), typeof(byte[]) })], rows);
    }

    [GeneratedRegex("""i\.(?<input>c\d+)\S* as n(?<n>\d+), [^,]*t\."(?<name>\w+)"\S* as s\k<n>""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pairs();
}
