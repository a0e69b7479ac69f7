using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Finds the source a topic belongs to.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class SourceCatalog(IReadOnlyList<SourceEntry> entries, SourceRouter router)
{
    /// <summary>The source that covers the topic in this dialect, or null.</summary>
    public SourceEntry? Find(string topic, Dialect dialect)
    {
        var options = router.Find(topic);
        return options is null || options.Dialect != dialect ? null : entries.FirstOrDefault(e => ReferenceEquals(e.Options, options));
    }

    /// <summary>The source that covers the topic, whatever its dialect, or null.</summary>
    public SourceEntry? Find(string topic) => router.Find(topic) is { } options ? Find(topic, options.Dialect) : null;
}
