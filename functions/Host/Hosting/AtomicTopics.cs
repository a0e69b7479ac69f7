using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Transactions;
using Confluent.Kafka;

namespace CdcFunctions.Host.Hosting;

/// <summary>Asks the brokers how many partitions the topics of atomic sources have: more than one spreads a transaction, and nothing may be applied.</summary>
internal sealed class AtomicTopics(CdcOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, SourceOptions> _sources = options.Sources
        .Where(source => source.Transactions == TransactionMode.Atomic)
        .SelectMany(source => source.Topics.Select(topic => (topic, source)))
        .ToDictionary(pair => pair.topic, pair => pair.source, StringComparer.Ordinal);

    /// <summary>Stops a start that cannot go well; brokers that do not answer are asked again when a lane opens.</summary>
    /// <exception cref="ConfigurationException">A topic has several partitions.</exception>
    public void RefuseAtStart()
    {
        foreach (var topic in _sources.Keys)
        {
            try
            {
                Check(topic);
            }
            catch (TopicLayoutException wrong)
            {
                throw new ConfigurationException(wrong.Message, wrong);
            }
            catch (KafkaException)
            {
                // Away for now.
            }
        }
    }

    /// <summary>Returns when the topic may be applied.</summary>
    /// <exception cref="TopicLayoutException">It has several partitions and its source is atomic.</exception>
    /// <exception cref="KafkaException">No broker answers.</exception>
    public void Check(string topic)
    {
        if (!_sources.TryGetValue(topic, out var source))
        {
            return;
        }

        using var admin = new AdminClientBuilder(Properties()).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        var partitions = admin.GetMetadata(topic, Patience).Topics.Sum(found => found.Partitions.Count);
        if (partitions > 1)
        {
            throw TopicLayoutException.Of(source.Name, topic, partitions);
        }
    }

    private Dictionary<string, string> Properties() => new(options.Kafka.Properties, StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = options.Kafka.Brokers,
        ["allow.auto.create.topics"] = "false",
    };
}
