using System.Text.Json;
using System.Text.RegularExpressions;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Reads the gaps an expectation names: <c>notFromEvents</c> as data, <c>unreachable</c> as short sentences.</summary>
internal static partial class KnownGaps
{
    /// <summary>The gaps of one table.</summary>
    public static IEnumerable<KnownGap> Read(JsonElement root, string table, IReadOnlyDictionary<string, SourceType> types)
    {
        foreach (var gap in List(root, "notFromEvents").Where(gap => gap.GetProperty("table").ValueEquals(table)))
        {
            var (key, columns) = (gap.GetProperty("key"), gap.GetProperty("columns"));
            yield return new KnownGap(
                JsonValues.IsNull(key) ? null : key,
                JsonValues.IsNull(columns) ? null : [.. columns.EnumerateArray().Select(column => column.GetString()!)]);
        }

        foreach (var sentence in List(root, "unreachable").Select(text => text.GetString()!))
        {
            foreach (var gap in Read(sentence, table, types))
            {
                yield return gap;
            }
        }
    }

    private static IEnumerable<KnownGap> Read(string sentence, string table, IReadOnlyDictionary<string, SourceType> types)
    {
        if (sentence.StartsWith("collections", StringComparison.Ordinal))
        {
            yield return new KnownGap(null, [.. types.Where(column => column.Value.Family >= SourceFamily.List).Select(column => column.Key)]);
        }

        var match = RowForm().Match(sentence);
        if (!match.Success || !(match.Groups["all"].Success || table.EndsWith("." + match.Groups["table"].Value, StringComparison.Ordinal)))
        {
            yield break;
        }

        var columns = Word().Matches(match.Groups["columns"].Value).Select(word => word.Value).Where(types.ContainsKey).ToArray();
        if (match.Groups["all"].Success)
        {
            yield return new KnownGap(null, columns);
        }

        foreach (var id in match.Groups["ids"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            yield return new KnownGap(JsonSerializer.Deserialize<JsonElement>($$"""{"id":{{id}}}"""), columns);
        }
    }

    private static JsonElement[] List(JsonElement root, string name) => root.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];

    // "customers id=1: notes", "users 1, 2: c_date", "all: geo and hid are raw bytes"
    [GeneratedRegex(@"^((?<all>all)|(?<table>\w+) (id=)?(?<ids>\d+(, \d+)*)): (?<columns>.+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RowForm();

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
