using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Unit.Kafka;

public sealed class ConsumerPropertiesTests
{
    private readonly List<ConfigurationFault> _faults = [];

    [Fact]
    public void What_keeps_the_promise_cannot_be_changed()
    {
        var properties = Properties(("enable.auto.commit", "true"), ("auto.offset.reset", "latest"), ("partition.assignment.strategy", "range"), ("group.id", "other"));

        Assert.Equal("false", properties["enable.auto.commit"]);
        Assert.Equal("error", properties["auto.offset.reset"]);
        Assert.Equal("cooperative-sticky", properties["partition.assignment.strategy"]);
        Assert.Equal("g", properties["group.id"]);
    }

    [Fact]
    public void Anything_else_passes_through()
    {
        var properties = Properties(("security.protocol", "sasl_ssl"), ("queued.max.messages.kbytes", "1024"), ("max.partition.fetch.bytes", "5"));

        Assert.Equal("sasl_ssl", properties["security.protocol"]);
        Assert.Equal("1024", properties["queued.max.messages.kbytes"]);
        Assert.Equal("5", properties["max.partition.fetch.bytes"]);
        Assert.False(properties.ContainsKey("fetch.message.max.bytes"));
    }

    [Fact]
    public void An_attribute_becomes_the_clients_properties()
    {
        var attribute = new KafkaTriggerAttribute("b", "t")
        {
            Protocol = BrokerProtocol.SaslSsl,
            AuthenticationMode = BrokerAuthenticationMode.ScramSha512,
            Username = "%User%",
            Password = "Secret",
            SslCaLocation = "/ca.pem",
            SslCertificateandKeyPEM = "both",
            OAuthBearerMethod = OAuthBearerMethod.Oidc,
            OAuthBearerClientId = "client",
        };

        var properties = KafkaSecurity.Properties(attribute, Texts(("User", "cdc"), ("Secret", "s3cret")));

        Assert.Empty(_faults);
        Assert.Equal("sasl_ssl", properties["security.protocol"]);
        Assert.Equal("SCRAM-SHA-512", properties["sasl.mechanism"]);
        Assert.Equal("cdc", properties["sasl.username"]);
        Assert.Equal("s3cret", properties["sasl.password"]);
        Assert.Equal("/ca.pem", properties["ssl.ca.location"]);
        Assert.Equal(("both", "both"), (properties["ssl.certificate.pem"], properties["ssl.key.pem"]));
        Assert.Equal(("oidc", "client"), (properties["sasl.oauthbearer.method"], properties["sasl.oauthbearer.client.id"]));
    }

    [Fact]
    public void A_missing_setting_names_function_attribute_and_setting()
    {
        KafkaSecurity.Properties(new KafkaTriggerAttribute("b", "t") { Password = "%Kafka:Password%" }, Texts());

        Assert.Equal("function Sample: KafkaTrigger.Password needs the setting Kafka:Password, which is unset. Set Kafka__Password.", Assert.Single(_faults).ToString());
    }

    private TriggerTexts Texts(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
        return new TriggerTexts("Sample", new SettingReferences(configuration, new Dictionary<string, string?>(StringComparer.Ordinal)), _faults);
    }

    private Dictionary<string, string> Properties(params (string Name, string Value)[] set) => ConsumerProperties.Of(new KafkaTrigger
    {
        Function = new FunctionDiscovery(_faults).Find([typeof(StaticFunctions)])[0],
        Brokers = "b:9092",
        Topics = ["t"],
        ConsumerGroup = "g",
        Properties = set.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
    });
}
