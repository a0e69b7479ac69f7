using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CdcFunctions.Operations.Configuration;

/// <summary>Tells which source a topic belongs to. Thread-safe; each topic is matched once.</summary>
public sealed class SourceRouter
{
    private readonly ConcurrentDictionary<string, SourceOptions?> _found = new(StringComparer.Ordinal);
    private readonly Func<string, SourceOptions?> _match;
    private readonly Dictionary<string, SourceOptions> _names = new(StringComparer.Ordinal);
    private readonly List<(Regex Pattern, SourceOptions Source)> _patterns = [];

    /// <summary>A router over these sources.</summary>
    public SourceRouter(IEnumerable<SourceOptions> sources)
    {
        var all = sources.ToList();
        foreach (var source in all)
        {
            foreach (var topic in source.Topics)
            {
                Add(topic, source);
            }
        }

        foreach (var source in all.Where(source => source.SchemaTopic is not null))
        {
            _names.TryAdd(source.SchemaTopic!, source);
        }

        _match = Match;
    }

    /// <summary>The source of a topic, its schema topic included; null when no source covers it.</summary>
    /// <exception cref="ConfigurationException">Patterns of two sources cover the topic.</exception>
    public SourceOptions? Find(string topic) => _found.GetOrAdd(topic, _match);

    private void Add(string topic, SourceOptions source)
    {
        if (TopicPattern.IsPattern(topic))
        {
            _patterns.Add((TopicPattern.Compile(topic), source));
        }
        else
        {
            _names[topic] = source;
        }
    }

    private SourceOptions? Match(string topic)
    {
        if (_names.TryGetValue(topic, out var named))
        {
            return named;
        }

        var sources = _patterns.Where(entry => entry.Pattern.IsMatch(topic)).Select(entry => entry.Source).Distinct().ToList();
        return sources.Count <= 1
            ? sources.FirstOrDefault()
            : throw new ConfigurationException($"The topic {topic} is covered by two sources, {sources[0].Name} and {sources[1].Name}. Change the topics of one of them.");
    }
}
