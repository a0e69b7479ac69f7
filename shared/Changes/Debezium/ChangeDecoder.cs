using System.Collections.Concurrent;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

/// <summary>Decodes the events of one source. What it learns of topics is shared, what a batch needs is borrowed.</summary>
internal sealed class ChangeDecoder(SourceOptions source, SchemaCatalog schemas, ITargetTypes? target) : IChangeDecoder
{
    private readonly ConcurrentDictionary<string, TopicState> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<DecodeSession> _idle = [];

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        var session = _idle.TryTake(out var idle) ? idle : new DecodeSession(this);
        session.Run(records, batch);
        _idle.Add(session);
    }

    /// <summary>The source.</summary>
    public SourceOptions Source { get; } = source;

    /// <summary>Where schema-change records go.</summary>
    public SchemaCatalog Schemas { get; } = schemas;

    /// <summary>What is remembered of a topic.</summary>
    public TopicState Topic(string topic) => _topics.GetOrAdd(topic, static (name, self) => self.NewTopic(name), this);

    private TopicState NewTopic(string name) => new(Source, Schemas, target, name);
}
