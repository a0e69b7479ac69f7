namespace CdcFunctions.Simulation.Workload;

/// <summary>Values as connectors write them.</summary>
internal static class Json
{
    /// <summary>The members of a row.</summary>
    public static string Members(IReadOnlyDictionary<string, string?> cells) => string.Join(',', cells.Select(cell => $"\"{cell.Key}\":{Value(cell.Key, cell.Value)}"));

    /// <summary>A value: column <c>a</c> holds numbers, the others text.</summary>
    public static string Value(string column, string? value)
        => value is null ? "null" : column is "a" && value.All(char.IsAsciiDigit) ? value : $"\"{value}\"";
}
