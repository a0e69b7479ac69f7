using CdcFunctions.Host.Commands.Failures;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Transactions;
using Confluent.Kafka;

namespace CdcFunctions.Host.Commands.Checks;

/// <summary>Asks the brokers for their topics and compares them with those of the sources.</summary>
internal static class BrokerCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>One finding for the brokers, one for each source.</summary>
    public static Task<IReadOnlyList<ConnectionFinding>> RunAsync(CdcOptions options, CancellationToken cancellation)
        => Task.Run(() => Run(options), cancellation).WaitAsync(cancellation);

    /// <summary>Lets librdkafka judge names and values of properties, without waiting for any broker.</summary>
    /// <exception cref="InvalidOperationException">It refuses one.</exception>
    public static void CheckProperties(KafkaOptions options) => Client(options).Dispose();

    private static IAdminClient Client(KafkaOptions options)
    {
        var settings = new Dictionary<string, string>(options.Properties, StringComparer.Ordinal) { ["bootstrap.servers"] = options.Brokers };
        return new AdminClientBuilder(settings).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    private static IReadOnlyList<ConnectionFinding> Run(CdcOptions options)
    {
        var subject = $"Kafka {options.Kafka.Brokers}";
        try
        {
            using var client = Client(options.Kafka);
            var metadata = client.GetMetadata(Patience);
            var topics = metadata.Topics.ToDictionary(topic => topic.Topic, topic => topic.Partitions.Count, StringComparer.Ordinal);
            return [new(subject, IsGood: true, $"{metadata.Brokers.Count} brokers, {topics.Count} topics.", Remedy: null), .. options.Sources.Select(source => Source(source, topics)), .. DeadLetters(options, topics)];
        }
        catch (Exception failure) when (failure is KafkaException or InvalidOperationException or ArgumentException)
        {
            var diagnosis = Diagnosis.Of(failure, FailureContext.Of(options));
            return [new(subject, IsGood: false, diagnosis.Problem, diagnosis.Remedy)];
        }
    }

    private static IEnumerable<ConnectionFinding> DeadLetters(CdcOptions options, Dictionary<string, int> topics)
        => options.DeadLetters.Topic is { } topic ? [new("dead letters", IsGood: true, topics.ContainsKey(topic) ? $"topic {topic}." : $"topic {topic} is not there yet.", Remedy: null)] : [];

    // A topic may come later, so its absence is told but is no fault.
    private static ConnectionFinding Source(SourceOptions source, Dictionary<string, int> topics)
    {
        if (source.Transactions == TransactionMode.Atomic && topics.TryGetValue(source.Topics[0], out var partitions) && partitions > 1)
        {
            return new($"source {source.Name}", IsGood: false, TopicLayoutException.Of(source.Name, source.Topics[0], partitions).Message, Remedy: null);
        }

        var router = new SourceRouter([source with { SchemaTopic = null }]);
        var covered = topics.Keys.Count(topic => router.Find(topic) is not null);
        var missing = source.Topics.Where(topic => !topic.StartsWith('^') && !topics.ContainsKey(topic)).ToList();
        var finding = missing.Count == 0 ? $"{covered} topics." : $"{covered} topics; not there yet: {string.Join(", ", missing)}.";
        return new($"source {source.Name}", IsGood: true, finding, Remedy: null);
    }
}
