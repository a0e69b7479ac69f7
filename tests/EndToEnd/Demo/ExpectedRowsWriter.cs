using System.Text.Json;
using System.Text.RegularExpressions;
using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.EndToEnd.Demo;

/// <summary>Writes expected rows into PostgreSQL by hand, as a sink without fault would have left them.</summary>
internal static partial class ExpectedRowsWriter
{
    public static async Task WriteAsync(TestDatabase database, string schema, ExpectedRows expected)
    {
        await database.ExecuteAsync($"CREATE SCHEMA {schema}");
        foreach (var table in expected.Tables)
        {
            var columns = table.Types.ToDictionary(column => column.Key, column => PostgresType(column.Value, table.TypeNames[column.Key]), StringComparer.Ordinal);
            await database.ExecuteAsync($"CREATE TABLE {schema}.{Target(table)} ({string.Join(", ", columns.Select(column => $"\"{column.Key.ToLowerInvariant()}\" {column.Value}"))})");
            foreach (var row in table.Rows.Where(row => !row.GetRawText().Contains("\\u0000", StringComparison.Ordinal)))
            {
                await InsertAsync(database, $"{schema}.{Target(table)}", table, columns, row);
            }
        }
    }

    private static async Task InsertAsync(TestDatabase database, string target, ExpectedTable table, Dictionary<string, string> columns, JsonElement row)
    {
        var cells = row.EnumerateObject().ToArray();
        var values = cells.Select((cell, place) => $"${place + 1}::text::{columns[cell.Name]}");
        await using var command = database.Warehouse.CreateCommand(
            $"INSERT INTO {target} ({string.Join(", ", cells.Select(cell => $"\"{cell.Name.ToLowerInvariant()}\""))}) VALUES ({string.Join(", ", values)})");
        foreach (var cell in cells)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)Text(table.Types[cell.Name], cell.Value) ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        }

        await command.ExecuteNonQueryAsync();
    }

    private static string Target(ExpectedTable table) => $"\"{table.Name.ToLowerInvariant()}\"";

    private static string PostgresType(SourceType type, string name) => type.Family switch
    {
        SourceFamily.Integer => "bigint",
        SourceFamily.Decimal => "numeric",
        SourceFamily.Single => "real",
        SourceFamily.Double => "double precision",
        SourceFamily.Boolean => "boolean",
        SourceFamily.Base64 or SourceFamily.Hex => "bytea",
        SourceFamily.Uuid => "uuid",
        SourceFamily.Inet => "inet",
        SourceFamily.Date => "date",
        SourceFamily.Time => "time",
        SourceFamily.Timestamp => name.StartsWith("datetime2", StringComparison.Ordinal) || name is "datetime" or "smalldatetime" ? "timestamp" : "timestamptz",
        SourceFamily.Duration or SourceFamily.FlatDuration => "interval",
        SourceFamily.Text => "text",
        _ => "jsonb",
    };

    private static string? Text(SourceType type, JsonElement value)
    {
        if (JsonValues.IsNull(value))
        {
            return null;
        }

        var text = JsonValues.Text(value);
        return type.Family switch
        {
            SourceFamily.Hex => @"\x" + text[2..],
            SourceFamily.Base64 => @"\x" + Convert.ToHexString(Convert.FromBase64String(text)),
            SourceFamily.Date or SourceFamily.Time or SourceFamily.Timestamp => BeforeChrist(FurtherDigits().Replace(text, "${kept}")),
            SourceFamily.Duration or SourceFamily.FlatDuration => Interval(text),
            _ => text,
        };
    }

    private static string BeforeChrist(string text)
        => text.StartsWith('-') ? $"{1 + int.Parse(text[1..5]):0000}{text[5..]} BC" : text;

    // "-1mo2d3h": the sign counts for all parts.
    private static string Interval(string text)
        => string.Join(" ", Part().Matches(text).Where(part => part.Groups["unit"].Value != "ns").Select(part => $"{(text.StartsWith('-') ? "-" : "")}{part.Groups["count"].Value} {Unit(part.Groups["unit"].Value)}"));

    private static string Unit(string unit) => unit switch { "mo" => "mon", "m" => "minutes", _ => unit };

    [GeneratedRegex(@"(?<kept>\.\d{6})\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FurtherDigits();

    [GeneratedRegex(@"(?<count>\d+)(?<unit>y|mo|w|d|h|ms|us|ns|m|s)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Part();
}
