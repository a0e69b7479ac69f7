using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Columns;

namespace CdcFunctions.Postgres.Rules.Explain;

/// <summary>The rules of a column in words.</summary>
internal static class RuleWords
{
    /// <summary>Rules in the order they work in; empty for none.</summary>
    /// <param name="options">Settings of the table.</param>
    /// <param name="source">The column as the source has it.</param>
    public static string Of(TableOptions options, ColumnShape source)
    {
        var (column, isKey, rule) = (source.Name, source.IsKey, options.Column(source.Name));
        string?[] words =
        [
            options.Add.TryGetValue(column, out var added) ? added.Fact == RowFact.None ? "constant" : $"from {Word(added.Fact)}" : null,
            rule.Exclude ? "excluded" : !isKey && !options.Takes(column) ? "not included" : null,
            rule.Trim ? "trim" : null,
            rule.Case == ColumnCase.Keep ? null : $"case {Word(rule.Case)}",
            !source.IsAdded && RuledShape.IsZoned(source, rule, options) ? $"timeZone {rule.TimeZone ?? options.TimeZone}" : null,
            rule.Mask == ColumnMask.None ? null : $"mask {Word(rule.Mask)}",
            rule.Rename is null ? null : "rename",
        ];
        return string.Join(", ", words.OfType<string>());
    }

    private static string Word<T>(T value)
        where T : struct, Enum
        => value.ToString() is { Length: > 0 } word ? char.ToLowerInvariant(word[0]) + word[1..] : "";
}
