using System.Text.Json;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Keys and cells of one table's rows: expected ones as JSON, actual ones as PostgreSQL's text.</summary>
internal sealed class RowValues(ExpectedTable table, ComparisonPrecision precision)
{
    private readonly HashSet<string> _mayBeThere = [];

    private IReadOnlyList<string> KeyColumns => table.Key.Count > 0 ? table.Key : [.. table.Types.Keys];

    /// <summary>One text per key of an expected row; a table without key takes the whole row.</summary>
    public string Key(JsonElement row) => string.Join('\u001f', KeyColumns.Select(column => Text(column, Cell(row, column))));

    /// <summary>One text per key of a row in the target.</summary>
    public string Key(IReadOnlyDictionary<string, string?> row) => string.Join('\u001f', KeyColumns.Select(column => Text(column, row.GetValueOrDefault(Fold(column)))));

    /// <summary>The key as a person reads it.</summary>
    public string Name(JsonElement row) => string.Join(", ", KeyColumns.Select(column => $"{column}={Cell(row, column) ?? "NULL"}"));

    /// <summary>The key as a person reads it.</summary>
    public string Name(IReadOnlyDictionary<string, string?> row) => string.Join(", ", KeyColumns.Select(column => $"{column}={row.GetValueOrDefault(Fold(column)) ?? "NULL"}"));

    /// <summary>True when the events cannot tell whether the row exists.</summary>
    public bool IsUncertain(JsonElement row) => table.Gaps.Any(gap => gap.Columns is null && Covers(gap, row));

    /// <summary>True when a row that is not expected may stand in the target all the same.</summary>
    public bool MayBeThere(string key)
    {
        if (_mayBeThere.Count == 0)
        {
            _mayBeThere.UnionWith(table.GhostRows.Concat(table.Gaps.Where(gap => gap.Columns is null && gap.Key is not null).Select(gap => gap.Key!.Value)).Select(Key));
        }

        return _mayBeThere.Contains(key) || table.Gaps.Any(gap => gap.Columns is null && gap.Key is null);
    }

    /// <summary>The cells that differ. Columns the expected row leaves out are not compared; one the target lacks is NULL.</summary>
    public IEnumerable<RowDifference> Differences(JsonElement expected, IReadOnlyDictionary<string, string?> actual)
    {
        var uncertain = table.Gaps.Where(gap => gap.Columns is not null && Covers(gap, expected)).SelectMany(gap => gap.Columns!).ToHashSet(StringComparer.Ordinal);
        foreach (var column in expected.EnumerateObject().Where(column => !uncertain.Contains(column.Name)))
        {
            var value = actual.GetValueOrDefault(Fold(column.Name));
            if (!AreSame(table.Types[column.Name], column.Value, value))
            {
                yield return new RowDifference(Name(expected), column.Name, JsonValues.IsNull(column.Value) ? null : JsonValues.Text(column.Value), value);
            }
        }
    }

    private bool AreSame(SourceType type, JsonElement expected, string? actual)
    {
        if (type.Family >= SourceFamily.List)
        {
            return TryJson(actual, out var json) && JsonValues.AreSame(type, expected, json, precision);
        }

        return JsonValues.IsNull(expected) || actual is null
            ? JsonValues.IsNull(expected) && actual is null
            : string.Equals(ScalarText.Canonical(type.Family, JsonValues.Text(expected), precision), ScalarText.Canonical(type.Family, actual, precision), StringComparison.Ordinal);
    }

    private bool Covers(KnownGap gap, JsonElement row)
        => gap.Key is not { } key || key.EnumerateObject().All(column => string.Equals(Text(column.Name, JsonValues.Text(column.Value)), Text(column.Name, Cell(row, column.Name)), StringComparison.Ordinal));

    private string Text(string column, string? value)
        => value is null ? "NULL" : table.Types.TryGetValue(column, out var type) ? ScalarText.Canonical(type.Family, value, precision) : value;

    private static string? Cell(JsonElement row, string column)
        => row.TryGetProperty(column, out var value) && !JsonValues.IsNull(value) ? JsonValues.Text(value) : null;

    private static bool TryJson(string? text, out JsonElement json)
    {
        json = default;
        try
        {
            json = text is null ? default : JsonSerializer.Deserialize<JsonElement>(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Fold(string name) => name.ToLowerInvariant();
}
