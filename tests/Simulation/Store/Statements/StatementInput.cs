using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>The rows that a statement takes from its array parameters: <c>(select unnest($2::…), …) as i (k, v, c0)</c>.</summary>
internal sealed partial class StatementInput
{
    private readonly Dictionary<string, int> _arguments = new(StringComparer.Ordinal);

    public StatementInput(string sql)
    {
        var first = int.Parse(First().Match(sql).Groups["n"].Value, CultureInfo.InvariantCulture) - 1;
        foreach (var name in Names().Match(sql).Groups["names"].Value.Split(", "))
        {
            _arguments[name] = first + _arguments.Count;
        }
    }

    public bool Has(string name) => _arguments.ContainsKey(name);

    /// <summary>Number of rows.</summary>
    public int Count(IReadOnlyList<object?> arguments) => ((Array)arguments[_arguments.Values.Min()]!).Length;

    /// <summary>One value as bytes.</summary>
    public byte[]? Bytes(IReadOnlyList<object?> arguments, string name, int row) => ((byte[]?[])arguments[_arguments[name]]!)[row];

    public long Int64(IReadOnlyList<object?> arguments, string name, int row) => Wire.Int64(Bytes(arguments, name, row));

    /// <summary>A whole array that came as one.</summary>
    public T[] Array<T>(IReadOnlyList<object?> arguments, string name) => (T[])arguments[_arguments[name]]!;

    /// <summary>Names the row of a table by its key columns.</summary>
    public RowKey Key(StoredTable table, (string Name, string Input)[] columns, IReadOnlyList<object?> arguments, int row)
        => new(table.Id, string.Join('/', table.Shape.PrimaryKey.Select(name => Convert.ToHexString(Bytes(arguments, System.Array.Find(columns, c => string.Equals(c.Name, name, StringComparison.Ordinal)).Input, row)!))));

    [GeneratedRegex("""unnest\(\$(?<n>\d+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex First();

    [GeneratedRegex("""as i \((?<names>[^)]*)\)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Names();
}
