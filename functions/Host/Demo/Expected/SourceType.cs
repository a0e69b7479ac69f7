namespace CdcFunctions.Host.Demo.Expected;

/// <summary>A column's type as the source writes it, parsed as far as comparing values needs.</summary>
/// <param name="Family">How values are compared.</param>
/// <param name="Arguments">Element types of a collection or tuple.</param>
internal sealed record SourceType(SourceFamily Family, IReadOnlyList<SourceType> Arguments)
{
    /// <summary>Parses <c>decimal(12,2) not null</c>, <c>map&lt;text, frozen&lt;list&lt;int&gt;&gt;&gt;</c>, <c>static text</c> and the like.</summary>
    public static SourceType Parse(string text, SourceDialect dialect)
    {
        var name = Strip(text.Trim());
        var open = name.IndexOf('<', StringComparison.Ordinal);
        if (open < 0)
        {
            return new SourceType(Scalar(name.Split('(')[0].Trim(), dialect), []);
        }

        var arguments = Split(name[(open + 1)..name.LastIndexOf('>')]).Select(part => Parse(part, dialect)).ToArray();
        return name[..open].Trim() switch
        {
            "frozen" => arguments[0],
            "list" => new SourceType(SourceFamily.List, arguments),
            "set" => new SourceType(SourceFamily.Set, arguments),
            "map" => new SourceType(SourceFamily.Map, arguments),
            "tuple" => new SourceType(SourceFamily.Tuple, arguments),
            _ => new SourceType(SourceFamily.Text, []),
        };
    }

    private static string Strip(string text)
    {
        foreach (var word in new[] { "static ", "frozen " })
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                return Strip(text[word.Length..].Trim());
            }
        }

        return text.EndsWith(" not null", StringComparison.Ordinal) ? text[..^" not null".Length] : text;
    }

    private static SourceFamily Scalar(string name, SourceDialect dialect) => name switch
    {
        "tinyint" or "smallint" or "int" or "bigint" or "counter" => SourceFamily.Integer,
        "varint" or "decimal" or "numeric" or "money" or "smallmoney" => SourceFamily.Decimal,
        "real" => SourceFamily.Single,
        "float" => dialect == SourceDialect.SqlServer ? SourceFamily.Double : SourceFamily.Single,
        "double" => SourceFamily.Double,
        "boolean" or "bit" => SourceFamily.Boolean,
        "blob" or "binary" or "varbinary" or "image" or "rowversion" or "geometry" or "geography" or "hierarchyid"
            => dialect == SourceDialect.Cassandra ? SourceFamily.Hex : SourceFamily.Base64,
        "uuid" or "timeuuid" or "uniqueidentifier" => SourceFamily.Uuid,
        "inet" => SourceFamily.Inet,
        "date" => SourceFamily.Date,
        "time" => SourceFamily.Time,
        "timestamp" or "datetime" or "smalldatetime" or "datetime2" or "datetimeoffset" => SourceFamily.Timestamp,
        "duration" => dialect == SourceDialect.Cassandra ? SourceFamily.FlatDuration : SourceFamily.Duration,
        _ => dialect != SourceDialect.SqlServer && name.Contains('.', StringComparison.Ordinal) ? SourceFamily.Struct : SourceFamily.Text,
    };

    private static IEnumerable<string> Split(string arguments)
    {
        var (depth, start) = (0, 0);
        for (var at = 0; at < arguments.Length; at++)
        {
            depth += arguments[at] switch { '<' or '(' => 1, '>' or ')' => -1, _ => 0 };
            if (depth == 0 && arguments[at] == ',')
            {
                yield return arguments[start..at];
                start = at + 1;
            }
        }

        yield return arguments[start..];
    }
}
