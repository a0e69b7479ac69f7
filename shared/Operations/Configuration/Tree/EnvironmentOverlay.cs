using System.Globalization;
using CdcFunctions.Operations.Configuration.Reading;

namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>Lays environment variables over a settings tree: <c>CDC_</c> and the path, levels and list indexes divided by <c>__</c>.</summary>
/// <remarks>
/// Names are not case-sensitive. A variable without <c>__</c> is no setting (<c>CDC_CONFIG</c>, <c>CDC_LOG_LEVEL</c>, Kubernetes' service variables);
/// an empty one counts as not set. Names of librdkafka properties write a dot as one underscore.
/// </remarks>
internal static class EnvironmentOverlay
{
    /// <summary>What a variable that sets a key begins with.</summary>
    public const string Prefix = "CDC_";

    private const string Separator = "__";

    /// <summary>The variable that sets the key at a path such as <c>sources[0].name</c>.</summary>
    public static string VariableOf(string path)
        => Prefix + path.Replace("[", Separator, StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace(".", Separator, StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Changes <paramref name="root"/> to what the variables say; returns how many applied.</summary>
    public static int Apply(MapNode root, IEnumerable<KeyValuePair<string, string>> environment, FaultList faults)
    {
        var variables = environment
            .Where(variable => IsSetting(variable.Key) && variable.Value.Length > 0)
            .Select(variable => (variable.Key, variable.Value, Segments: variable.Key[Prefix.Length..].Split(Separator)))
            .OrderBy(variable => variable.Segments.Length)
            .ThenBy(variable => string.Join('.', variable.Segments.Select(Sortable)), StringComparer.OrdinalIgnoreCase)
            .ToList();
        foreach (var (name, value, segments) in variables)
        {
            Set(root, segments, new ScalarNode(new Origin(name, 0, IsVariable: true), value), faults);
        }

        return variables.Count;
    }

    private static bool IsSetting(string name)
        => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.IndexOf(Separator, Prefix.Length, StringComparison.Ordinal) > Prefix.Length;

    private static string Sortable(string segment) => IsIndex(segment, out _) ? segment.PadLeft(9, '0') : segment;

    private static bool IsIndex(string segment, out int index)
        => int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    private static void Set(MapNode root, string[] segments, ScalarNode value, FaultList faults)
    {
        Node at = root;
        var path = "";
        for (var depth = 0; depth < segments.Length; depth++)
        {
            var isLast = depth == segments.Length - 1;
            var isListNext = !isLast && IsIndex(segments[depth + 1], out _) && !Paths.HoldsFreeNames(segments[depth]);
            Node Next() => isLast ? value : isListNext ? new ListNode(value.Origin) : new MapNode(value.Origin);
            if (at is ListNode list)
            {
                if (!IsIndex(segments[depth], out var index) || index > list.Items.Count)
                {
                    faults.Add(value.Origin, path, $"has {list.Items.Count} entries, but the variable names entry \"{segments[depth]}\"", $"0 to {list.Items.Count}", "Number the entries from 0 without gaps");
                    return;
                }

                path = Paths.Item(path, index);
                at = InList(list, index, Next, isLast);
            }
            else
            {
                var map = (MapNode)at;
                var key = KeyIn(map, segments, depth);
                path = Paths.Key(path, key);
                at = InMap(map, key, Next, isLast, value.Origin, path, faults);
            }
        }
    }

    private static Node InList(ListNode list, int index, Func<Node> next, bool isLast)
    {
        if (index == list.Items.Count)
        {
            list.Items.Add(next());
        }
        else if (isLast || list.Items[index] is ScalarNode)
        {
            list.Items[index] = next();
        }

        return list.Items[index];
    }

    private static Node InMap(MapNode map, string key, Func<Node> next, bool isLast, Origin origin, string path, FaultList faults)
    {
        var found = map.Entries.FindIndex(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));
        if (found < 0)
        {
            map.Entries.Add(new MapEntry(key, origin, next()));
            return map.Entries[^1].Value;
        }

        var old = map.Entries[found];
        if (old.Value is ScalarNode && old.Origin.IsVariable)
        {
            faults.Add(origin, path, $"is set by {old.Origin.Source} as well", "one variable for a key", "Remove one of the two");
        }

        if (isLast || old.Value is ScalarNode)
        {
            map.Entries[found] = new MapEntry(key, origin, next());
        }

        return map.Entries[found].Value;
    }

    // The file's spelling where it has the key; else the variable's own, in lower case when it is all capitals.
    private static string KeyIn(MapNode map, string[] segments, int depth)
    {
        var segment = segments[depth];
        if (depth > 0 && string.Equals(segments[depth - 1], "properties", StringComparison.OrdinalIgnoreCase))
        {
            segment = segment.Replace('_', '.').ToLowerInvariant();
        }

        var same = map.Entries.Find(entry => string.Equals(entry.Key, segment, StringComparison.OrdinalIgnoreCase));
        return same?.Key ?? (segment.Any(char.IsAsciiLetterLower) ? segment : segment.ToLowerInvariant());
    }
}
