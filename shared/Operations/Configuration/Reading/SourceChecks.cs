namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>What must hold between sources: names differ, and no topic belongs to two.</summary>
internal static class SourceChecks
{
    /// <summary>Compares every source with those before it.</summary>
    public static void Run(IReadOnlyList<(Section Section, SourceOptions Source)> sources)
    {
        for (var later = 1; later < sources.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                CheckName(sources[earlier], sources[later]);
                CheckTopics(sources[earlier], sources[later]);
            }
        }
    }

    private static void CheckName((Section Section, SourceOptions Source) earlier, (Section Section, SourceOptions Source) later)
    {
        if (later.Source.Name.Length > 0 && string.Equals(earlier.Source.Name, later.Source.Name, StringComparison.OrdinalIgnoreCase))
        {
            later.Section.FaultyValue("name", later.Source.Name, $"a name that no other source has ({earlier.Section.Path} has it)", "Rename one of the two");
        }
    }

    private static void CheckTopics((Section Section, SourceOptions Source) earlier, (Section Section, SourceOptions Source) later)
    {
        foreach (var left in earlier.Source.Topics)
        {
            foreach (var right in later.Source.Topics)
            {
                if (TopicOverlap.Find(left, right) is { } both)
                {
                    later.Section.Fault(
                        "topics",
                        $"covers {Redaction.Shown("topics", both)}, and so does {earlier.Section.PathOf("topics")}",
                        "each topic in one source",
                        "Narrow one of the two");
                    return;
                }
            }
        }
    }
}
