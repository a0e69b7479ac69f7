using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Host.Functions;

/// <summary>Which settings of Azure's <c>host.json</c> this host honours, and why it does not the others.</summary>
internal static class HostJsonSettings
{
    private const string Lanes = "lanes are bounded by size and the consumer never stops polling";

    private static readonly HashSet<string> Honoured = new(StringComparer.OrdinalIgnoreCase)
    {
        "version",
        "extensions:kafka:maxBatchSize",
        "extensions:kafka:autoCommitIntervalMs",
        "extensions:kafka:autoOffsetReset",
        "extensions:kafka:sessionTimeoutMs",
        "extensions:kafka:metadataMaxAgeMs",
        "extensions:kafka:socketKeepaliveEnable",
        "extensions:kafka:queuedMinMessages",
        "extensions:kafka:queuedMaxMessagesKbytes",
        "extensions:kafka:fetchMaxBytes",
        "extensions:kafka:maxPartitionFetchBytes",
        "extensions:kafka:reconnectBackoffMs",
        "extensions:kafka:reconnectBackoffMaxMs",
        "extensions:kafka:statisticsIntervalMs",
        "extensions:kafka:libkafkaDebug",
    };

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.OrdinalIgnoreCase)
    {
        ["extensions:kafka:commitOnFailure"] = "the offset of a failed batch is never committed",
        ["extensions:kafka:maxRetries"] = "the function's retry attribute decides",
        ["extensions:kafka:subscriberIntervalInSeconds"] = "a batch is what is queued, without waiting",
        ["extensions:kafka:executorChannelCapacity"] = Lanes,
        ["extensions:kafka:channelFullRetryIntervalInMs"] = Lanes,
        ["extensions:kafka:subscriberIdleBackoffMs"] = Lanes,
        ["extensions:kafka:maxPollIntervalMs"] = Lanes,
        ["logging"] = "logging is set up by the host's own configuration",
        ["functionTimeout"] = "a batch may take as long as it needs; shutdown is bounded",
        ["extensionBundle"] = "there are no extensions to load",
        ["singleton"] = "timers use a lease in PostgreSQL",
    };

    /// <summary>Settings that are present and without effect.</summary>
    public static IReadOnlyList<IgnoredSetting> Ignored(IConfiguration root)
        => [.. root.AsEnumerable()
            .Where(setting => setting.Value is not null && !IsHonoured(setting.Key))
            .Select(setting => Reason(setting.Key))
            .Distinct()
            .OrderBy(setting => setting.Path, StringComparer.Ordinal)];

    private static bool IsHonoured(string key)
        => Honoured.Contains(key)
        || key.StartsWith("functions:", StringComparison.OrdinalIgnoreCase)
        || key.StartsWith("retry:", StringComparison.OrdinalIgnoreCase);

    // A whole section without effect is named once, not setting by setting.
    private static IgnoredSetting Reason(string key)
        => Reasons.TryGetValue(key, out var own) ? new(Dotted(key), own)
        : Reasons.TryGetValue(key.Split(':')[0], out var section) ? new(key.Split(':')[0], section)
        : new(Dotted(key), "not known to this host");

    private static string Dotted(string key) => key.Replace(':', '.');
}
