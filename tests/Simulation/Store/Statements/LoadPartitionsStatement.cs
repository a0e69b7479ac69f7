using System.Text;
using System.Text.RegularExpressions;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Reads the rows of partitions, or of a span in them.</summary>
internal sealed partial class LoadPartitionsStatement(string table, string sql) : IStatement
{
    private readonly StatementInput _input = new(sql);
    private readonly StoredColumns _columns = new(sql);
    private readonly (string Name, string Input)[] _key = StatementTexts.Key(sql);
    private readonly string? _span = Span().Match(sql) is { Success: true } match ? match.Groups["name"].Value : null;
    private readonly (string Name, string Type)[] _reads = [.. Reads().Matches(sql).Select(match => (match.Groups["name"].Value, match.Groups["type"].Value))];

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var target = transaction.State.Table(table);
        var rows = new List<object?[]>();
        for (var n = 0; n < _input.Count(arguments); n++)
        {
            var number = n;
            rows.AddRange(transaction.Rows.All
                .Where(pair => pair.Key.Table == target.Id && IsInside(pair.Value, arguments, number) && !(target.HasSoftDeletes && pair.Value.IsDeleted))
                .OrderBy(pair => pair.Key.Key, StringComparer.Ordinal)
                .Select(pair => (object?[])[.. _columns.Of(number, pair.Value, null), .. _reads.Select(read => Read(pair.Value.Values[read.Name]!, read.Type))]));
        }

        return StatementResult.Of([.. StoredColumns.Types, .. _reads.Select(read => read.Type == "bigint" ? typeof(long) : typeof(string))], rows);
    }

    private bool IsInside(StoredRow row, IReadOnlyList<object?> arguments, int n)
        => _key.All(key => _input.Bytes(arguments, key.Input, n).AsSpan().SequenceEqual(row.Values[key.Name]))
            && (_span is null || (Number(row.Values[_span]) >= Lowest(arguments, n) && Number(row.Values[_span]) <= Highest(arguments, n)));

    private long Lowest(IReadOnlyList<object?> arguments, int n) => _input.Bytes(arguments, "lo", n) is { } bytes ? Number(bytes) : long.MaxValue;

    private long Highest(IReadOnlyList<object?> arguments, int n) => _input.Bytes(arguments, "hi", n) is { } bytes ? Number(bytes) : long.MinValue;

    private static object Read(byte[] value, string type) => type == "bigint" ? Number(value) : Encoding.UTF8.GetString(value);

    private static long Number(byte[]? value) => value!.Length == sizeof(int) ? Wire.Int32(value) : Wire.Int64(value);

    [GeneratedRegex("""and t\."(?<name>\w+)" between i\.lo and i\.hi""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Span();

    [GeneratedRegex("""t\."(?<name>\w+)"::(?<type>bigint|text) as k\d+""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reads();
}
