using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Integration.Kafka;

/// <summary>Logins and TLS against a real broker.</summary>
public sealed class ListenerSecurityTests(SecureKafka kafka) : IClassFixture<SecureKafka>
{
    public static TheoryData<string> Ways => ["plain", "scram-256", "scram-512-tls", "client-certificate"];

    [SkippableTheory]
    [MemberData(nameof(Ways))]
    public async Task A_listener_consumes_through(string way)
    {
        await kafka.RequireAsync();
        await using var scene = new ListenerScene(new RealKafka(kafka.Plain, "Apache Kafka of CDC_PARTS"));
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(10, partitions: 1);
        var handler = new ScriptedHandler();

        scene.Start(handler, configure: properties => Add(properties, Attribute(way)), brokers: Address(way));

        await ListenerScene.UntilAsync(() => handler.Count == 10, "all records handled");
    }

    [SkippableFact]
    public async Task A_refused_login_is_told_without_the_password()
    {
        await kafka.RequireAsync();
        await using var scene = new ListenerScene(new RealKafka(kafka.Plain, "Apache Kafka of CDC_PARTS"));
        var attribute = Attribute("scram-256");
        attribute.Password = "wrong-secret";

        var listener = scene.Start(new ScriptedHandler(), configure: properties => Add(properties, attribute), brokers: Address("scram-256"));

        await ListenerScene.UntilAsync(() => listener.Snapshot().BrokerProblem?.Contains("refuses the login", StringComparison.Ordinal) == true, "the refusal told");
        Assert.DoesNotContain("wrong-secret", listener.Snapshot().BrokerProblem, StringComparison.Ordinal);
    }

    private string Address(string way) => way switch
    {
        "scram-512-tls" => kafka.SaslSsl,
        "client-certificate" => kafka.Ssl,
        _ => kafka.SaslPlaintext,
    };

    private KafkaTriggerAttribute Attribute(string way) => way switch
    {
        "plain" => new("b", "t") { Protocol = BrokerProtocol.SaslPlaintext, AuthenticationMode = BrokerAuthenticationMode.Plain, Username = "plain", Password = "plain-secret" },
        "scram-256" => new("b", "t") { Protocol = BrokerProtocol.SaslPlaintext, AuthenticationMode = BrokerAuthenticationMode.ScramSha256, Username = "app", Password = "app-secret" },
        "scram-512-tls" => new("b", "t")
        {
            Protocol = BrokerProtocol.SaslSsl,
            AuthenticationMode = BrokerAuthenticationMode.ScramSha512,
            Username = "app",
            Password = "app-secret",
            SslCaLocation = Path.Combine(kafka.Tls, "ca.pem"),
        },
        _ => new("b", "t")
        {
            Protocol = BrokerProtocol.Ssl,
            SslCaPEM = File.ReadAllText(Path.Combine(kafka.Tls, "ca.pem")),
            SslCertificatePEM = File.ReadAllText(Path.Combine(kafka.Tls, "client.pem")),
            SslKeyPEM = File.ReadAllText(Path.Combine(kafka.Tls, "client.key")),
        },
    };

    private static void Add(Dictionary<string, string> properties, KafkaTriggerAttribute attribute)
    {
        var settings = new SettingReferences(new ConfigurationBuilder().Build(), new Dictionary<string, string?>(StringComparer.Ordinal));
        foreach (var (name, value) in KafkaSecurity.Properties(attribute, new TriggerTexts("Take", settings, new List<ConfigurationFault>())))
        {
            properties[name] = value;
        }
    }
}
