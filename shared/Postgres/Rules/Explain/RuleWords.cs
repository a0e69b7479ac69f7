using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Explain;

/// <summary>The rules of a column in words.</summary>
internal static class RuleWords
{
    /// <summary>Rules in the order they work in; empty for none.</summary>
    public static string Of(TableOptions options, string column, bool isKey)
    {
        var rule = options.Column(column);
        string?[] words =
        [
            options.Add.TryGetValue(column, out var added) ? added.Fact == RowFact.None ? "constant" : $"from {Word(added.Fact)}" : null,
            rule.Exclude ? "excluded" : !isKey && !options.Takes(column) ? "not included" : null,
            rule.Trim ? "trim" : null,
            rule.Case == ColumnCase.Keep ? null : $"case {Word(rule.Case)}",
            (rule.TimeZone ?? (isKey ? null : options.TimeZone)) is { } zone ? $"timeZone {zone}" : null,
            rule.Mask == ColumnMask.None ? null : $"mask {Word(rule.Mask)}",
            rule.Rename is null ? null : "rename",
        ];
        return string.Join(", ", words.OfType<string>());
    }

    private static string Word<T>(T value)
        where T : struct, Enum
        => value.ToString() is { Length: > 0 } word ? char.ToLowerInvariant(word[0]) + word[1..] : "";
}
