using System.Text.RegularExpressions;
using CdcFunctions.Changes;
using CdcFunctions.Changes.SqlServer;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Columns;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply;

/// <summary>A table's shape as its newest schema-change record tells it.</summary>
internal static partial class RecordedShape
{
    /// <summary>The shape, with the defaults that rows already there take in SQL Server.</summary>
    public static SeenShape Of(SourceTable record, SourceOptions source)
    {
        var options = source.Table(record.Table);
        return new SeenShape
        {
            Columns = [.. RuledShape.Of(RecordedColumns.Of(record, source.Connector), options)],
            IsWhole = true,
            IsDeclared = true,
            IsRecord = true,
            Defaults = record.Columns.Select(static column => (column.Name, Default: Default(column))).Where(one => one.Default is not null && options.Column(one.Name).Mask == ColumnMask.None)
                .ToDictionary(static one => one.Name, static one => one.Default!, StringComparer.Ordinal),
            Clock = new SourceClock(record.Version, record.Sequence),
            Position = new EventPosition(record.RecordTopic, record.RecordPartition, record.RecordOffset),
        };
    }

    // SQL Server fills old rows of a new column only when it is NOT NULL; only a constant means the same in PostgreSQL.
    private static string? Default(SourceColumn column)
    {
        if (column.IsNullable || column.DefaultExpression is not { } expression)
        {
            return null;
        }

        var constant = expression.Trim();
        while (constant.Length > 1 && constant[0] == '(' && constant[^1] == ')')
        {
            constant = constant[1..^1].Trim();
        }

        if (Number().IsMatch(constant))
        {
            return column.Type is "bit" ? (constant is "0" ? "false" : "true") : constant;
        }

        var text = Text().Match(constant);
        return text.Success ? SqlIdentifier.Literal(text.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal)) : null;
    }

    [GeneratedRegex(@"^-?\d+(\.\d+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("^N?'(?<text>([^']|'')*)'$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Text();
}
