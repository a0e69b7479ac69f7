using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace CdcFunctions.Host.Commands.Failures;

/// <summary>Failures of Kafka and of librdkafka's settings, each with the way out.</summary>
internal static partial class KafkaDiagnosis
{
    /// <summary>Diagnoses an error that the client or a broker reported.</summary>
    public static Diagnosis Of(Error error, FailureContext context) => error.Code switch
    {
        ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport or ErrorCode.Local_TimedOut or ErrorCode.BrokerNotAvailable => Failed(
            $"Kafka at {context.Brokers} cannot be reached ({error.Code}).",
            "Check kafka.brokers (CDC_KAFKA__BROKERS), the network, and kafka.properties security.protocol."),
        ErrorCode.Local_Resolve => Failed($"The name of a Kafka broker at {context.Brokers} is not known.", "Check kafka.brokers, and the brokers' advertised.listeners."),
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism => Failed(
            $"Kafka at {context.Brokers} refused the login ({error.Code}).",
            "Check sasl.mechanism, sasl.username and sasl.password of kafka.properties (CDC_KAFKA__PROPERTIES__SASL_PASSWORD)."),
        ErrorCode.Local_Ssl => Failed($"TLS with Kafka at {context.Brokers} failed: {error.Reason}", "Check ssl.ca.location and the client certificate of kafka.properties."),
        ErrorCode.TopicAuthorizationFailed => Failed($"Kafka does not let this client read a topic: {error.Reason}", "Grant it READ and DESCRIBE on the topics of sources (kafka-acls --operation Read)."),
        ErrorCode.GroupAuthorizationFailed => Failed($"Kafka does not let this client use its consumer group: {error.Reason}", "Grant it READ on the group kafka.consumerGroup (kafka-acls --group)."),
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => Failed($"Kafka has no such topic: {error.Reason}", "Check topics of sources, and that the connector has begun."),
        _ => Failed($"Kafka at {context.Brokers} reported {error.Code}: {error.Reason}", remedy: null),
    };

    /// <summary>Diagnoses what librdkafka says of a property; null when the exception is of another kind.</summary>
    /// <remarks>Its message may repeat the value, so only the name is kept.</remarks>
    public static Diagnosis? OfSetting(Exception failure)
    {
        if (failure is not (InvalidOperationException or ArgumentException))
        {
            return null;
        }

        if (Unknown().Match(failure.Message) is { Success: true } unknown)
        {
            return Bad($"librdkafka has no property {unknown.Groups["name"].Value}.", "Correct or remove it in kafka.properties; see librdkafka's CONFIGURATION.md.");
        }

        return Invalid().Match(failure.Message) is { Success: true } invalid
            ? Bad($"The value of librdkafka's property {invalid.Groups["name"].Value} is not allowed.", "Correct it in kafka.properties; see librdkafka's CONFIGURATION.md.")
            : null;
    }

    private static Diagnosis Failed(string problem, string? remedy) => new(problem, remedy, ExitCode.Failed);

    private static Diagnosis Bad(string problem, string? remedy) => new(problem, remedy, ExitCode.BadUsage);

    [GeneratedRegex("No such configuration property: \"(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unknown();

    [GeneratedRegex("(for|property) (configuration property )?\"(?<name>[a-z.]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Invalid();
}
