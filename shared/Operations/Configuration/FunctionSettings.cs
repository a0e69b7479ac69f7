using System.Globalization;

namespace CdcFunctions.Operations.Configuration;

/// <summary>The settings that functions name between percent signs, such as <c>%Kafka:Brokers%</c>, made from <see cref="CdcOptions"/>.</summary>
/// <remarks>A dialect without sources has empty topics: its function has nothing to listen to.</remarks>
public static class FunctionSettings
{
    /// <summary>Names and values, ready for an in-memory configuration.</summary>
    public static IReadOnlyDictionary<string, string?> From(CdcOptions options)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Kafka:Brokers"] = options.Kafka.Brokers,
            ["Kafka:ConsumerGroup"] = options.Kafka.ConsumerGroup,
            ["Timers:TimeZone"] = options.Timers.TimeZone,
            ["Retention:ExpirySchedule"] = (options.Retention.ExpiredWithin / 2).ToString("c", CultureInfo.InvariantCulture),
        };
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            settings[$"{dialect}:Topics"] = Topics(options, dialect);
            settings[$"{dialect}:ConsumerGroup"] = options.Kafka.ConsumerGroup;
        }

        return settings;
    }

    private static string Topics(CdcOptions options, Dialect dialect)
        => string.Join(',', options.Sources.Where(source => source.Dialect == dialect).SelectMany(source => source.Topics).Distinct(StringComparer.Ordinal));
}
