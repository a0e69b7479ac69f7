namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>kafka</c>.</summary>
internal static class KafkaReader
{
    // Set by the host itself; a second value would break ordering, checkpoints or the drain.
    private static readonly Dictionary<string, string> Owned = new(StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = "Use kafka.brokers",
        ["metadata.broker.list"] = "Use kafka.brokers",
        ["group.id"] = "Use kafka.consumerGroup",
        ["auto.offset.reset"] = "Use kafka.autoOffsetReset",
        ["enable.auto.commit"] = "Remove it: the host commits after the rows are in PostgreSQL",
        ["enable.auto.offset.store"] = "Remove it: the host commits after the rows are in PostgreSQL",
        ["partition.assignment.strategy"] = "Remove it: the host needs cooperative-sticky",
    };

    /// <summary>The options.</summary>
    public static KafkaOptions Read(Section kafka)
    {
        var defaults = new KafkaOptions();
        var options = new KafkaOptions
        {
            Brokers = Brokers(kafka) ?? defaults.Brokers,
            ConsumerGroup = Group(kafka) ?? defaults.ConsumerGroup,
            AutoOffsetReset = kafka.Choice("autoOffsetReset", defaults.AutoOffsetReset, Words.Resets)!,
            MaxBatchSize = kafka.Number("maxBatchSize", defaults.MaxBatchSize, Limits.Numbers<KafkaOptions>(nameof(KafkaOptions.MaxBatchSize))),
            MaxBatchBytes = kafka.Bytes("maxBatchBytes", defaults.MaxBatchBytes, Limits.Numbers<KafkaOptions>(nameof(KafkaOptions.MaxBatchBytes))),
            Properties = kafka.Below("properties") is { } properties ? Properties(properties) : defaults.Properties,
        };
        kafka.RefuseOthers();
        return options;
    }

    private static string? Brokers(Section kafka)
    {
        if (kafka.Texts("brokers") is not { } texts)
        {
            return null;
        }

        var brokers = texts.SelectMany(text => text.Value.Split(',', StringSplitOptions.TrimEntries)).ToList();
        foreach (var broker in brokers)
        {
            var scheme = broker.IndexOf("://", StringComparison.Ordinal);
            if (!Endpoint.TryParse(scheme < 0 ? broker : broker[(scheme + 3)..], out _, out var port) || port == 0)
            {
                kafka.FaultyValue("brokers", broker, "host:port, several divided by commas", kafka.ChangeTo("brokers", "localhost:9092"));
            }
        }

        return string.Join(',', brokers);
    }

    private static string? Group(Section kafka)
    {
        var group = kafka.Text("consumerGroup");
        if (group is not null && string.IsNullOrWhiteSpace(group))
        {
            kafka.FaultyValue("consumerGroup", group, "a name", kafka.ChangeTo("consumerGroup", new KafkaOptions().ConsumerGroup));
        }

        return group;
    }

    private static Dictionary<string, string> Properties(Section section)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in section.NamedTexts())
        {
            if (Owned.TryGetValue(name, out var remedy))
            {
                section.Fault(name, "is set by the host itself", allowed: null, remedy);
            }

            properties[name] = value;
        }

        return properties;
    }
}
