using System.Globalization;
using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Configuration;
using HostOptions = CdcFunctions.Operations.Configuration.HostOptions;

namespace CdcFunctions.Host.Kafka;

/// <summary>What <c>extensions.kafka</c> of host.json means here. A value that <c>cdc.yaml</c> sets differently from its default goes before.</summary>
internal static class KafkaTuning
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sessionTimeoutMs"] = "session.timeout.ms",
        ["metadataMaxAgeMs"] = "metadata.max.age.ms",
        ["socketKeepaliveEnable"] = "socket.keepalive.enable",
        ["queuedMinMessages"] = "queued.min.messages",
        ["queuedMaxMessagesKbytes"] = "queued.max.messages.kbytes",
        ["fetchMaxBytes"] = "fetch.max.bytes",
        ["maxPartitionFetchBytes"] = "max.partition.fetch.bytes",
        ["reconnectBackoffMs"] = "reconnect.backoff.ms",
        ["reconnectBackoffMaxMs"] = "reconnect.backoff.max.ms",
        ["statisticsIntervalMs"] = "statistics.interval.ms",
        ["libkafkaDebug"] = "debug",
    };

    /// <summary>Settings that librdkafka knows under another name.</summary>
    public static Dictionary<string, string> Properties(IConfiguration hostJson)
        => hostJson.GetChildren()
            .Where(setting => !string.IsNullOrEmpty(setting.Value) && Names.ContainsKey(setting.Key))
            .ToDictionary(setting => Names[setting.Key], setting => Lower(setting.Value!), StringComparer.Ordinal);

    /// <summary>The listeners' options.</summary>
    public static ListenerOptions Options(IConfiguration hostJson, KafkaOptions kafka, HostOptions host, Func<string, string?> setting, ICollection<ConfigurationFault> faults)
    {
        var (defaults, defaultKafka) = (new ListenerOptions(), new KafkaOptions());
        var read = new TuningReader(faults);
        var reset = kafka.AutoOffsetReset != defaultKafka.AutoOffsetReset ? kafka.AutoOffsetReset : hostJson["autoOffsetReset"] ?? kafka.AutoOffsetReset;
        return defaults with
        {
            MaxBatchSize = kafka.MaxBatchSize != defaultKafka.MaxBatchSize
                ? kafka.MaxBatchSize
                : read.Number("host.json", "extensions.kafka.maxBatchSize", hostJson["maxBatchSize"], 1, 100_000) ?? kafka.MaxBatchSize,
            MaxBatchBytes = kafka.MaxBatchBytes,
            CommitInterval = read.Number("host.json", "extensions.kafka.autoCommitIntervalMs", hostJson["autoCommitIntervalMs"], 10, 60_000) is { } ms
                ? TimeSpan.FromMilliseconds(ms)
                : defaults.CommitInterval,
            StartsAtEnd = reset.Equals("latest", StringComparison.OrdinalIgnoreCase),
            ShutdownTimeout = host.ShutdownTimeout,
            RevokeTimeout = defaults.RevokeTimeout,
            MissingOffset = read.Word("setting", "Kafka:MissingOffset", setting("Kafka:MissingOffset"), defaults.MissingOffset),
            RetryFaultedAfter = read.Time("setting", "Kafka:RetryFaultedAfter", setting("Kafka:RetryFaultedAfter")),
            MaxParallelLanes = read.Number("setting", "Kafka:MaxParallelLanes", setting("Kafka:MaxParallelLanes"), 1, 1000) ?? defaults.MaxParallelLanes,
            QueueBytes = read.Number("setting", "Kafka:QueueBytes", setting("Kafka:QueueBytes"), 1024 * 1024, int.MaxValue) ?? defaults.QueueBytes,
        };
    }

    // JSON's True becomes "True" on its way through the configuration; librdkafka wants it small.
    private static string Lower(string value) => bool.TryParse(value, out var flag) ? flag.ToString(CultureInfo.InvariantCulture).ToLowerInvariant() : value;
}
