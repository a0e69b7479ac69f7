namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>sources[].topics</c>: one name, a list, or <c>^regex</c>.</summary>
internal static class TopicsReader
{
    /// <summary>Names and patterns, without doubles.</summary>
    public static IReadOnlyList<string> Read(Section source)
    {
        if (source.Texts("topics") is not { } texts)
        {
            if (!source.Has("topics"))
            {
                source.FaultMissing("topics", "a name, a list of names, or a regular expression that begins with ^", "topics: ^shop\\..*");
            }

            return [];
        }

        var topics = new List<string>();
        foreach (var (value, origin, path) in texts)
        {
            // A comma divides names, as in the trigger's own topic setting; a regex is one item.
            foreach (var topic in value.StartsWith('^') ? [value] : value.Split(',', StringSplitOptions.TrimEntries))
            {
                if (TopicPattern.FaultOf(topic) is { } fault)
                {
                    source.FaultAt(origin, path, $"is {Redaction.Shown(path, topic)}{fault.Because}", fault.Allowed, fault.Remedy);
                }
                else if (topics.Contains(topic, StringComparer.Ordinal))
                {
                    source.FaultAt(origin, path, $"names {Redaction.Shown(path, topic)} a second time", "each topic once", "Remove one of the two");
                }
                else
                {
                    topics.Add(topic);
                }
            }
        }

        return topics;
    }
}
