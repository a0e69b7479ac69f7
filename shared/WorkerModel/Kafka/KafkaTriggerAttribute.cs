using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for the records of Kafka topics. Text values may be <c>%Setting%</c>.</summary>
/// <param name="brokerList">Bootstrap servers.</param>
/// <param name="topic">Topic; our host also takes a comma list and <c>^regex</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KafkaTriggerAttribute(string brokerList, string topic) : TriggerBindingAttribute
{
    /// <summary>Topic.</summary>
    public string Topic { get; private set; } = topic;

    /// <summary>Bootstrap servers.</summary>
    public string BrokerList { get; private set; } = brokerList;

    /// <summary>Consumer group.</summary>
    public string? ConsumerGroup { get; set; }

    /// <summary>Avro schema of values. The stock host decodes with it; ours hands over the bytes and refuses it.</summary>
    public string? AvroSchema { get; set; }

    /// <summary>Avro schema of keys; as <see cref="AvroSchema"/>.</summary>
    public string? KeyAvroSchema { get; set; }

    /// <summary>How keys are read where the parameter is text.</summary>
    public KafkaMessageKeyType KeyDataType { get; set; } = KafkaMessageKeyType.String;

    /// <summary>Login mechanism.</summary>
    public BrokerAuthenticationMode AuthenticationMode { get; set; } = BrokerAuthenticationMode.NotSet;

    /// <summary>Login name.</summary>
    public string? Username { get; set; }

    /// <summary>Password; name a setting, never write it down here.</summary>
    public string? Password { get; set; }

    /// <summary>Security protocol.</summary>
    public BrokerProtocol Protocol { get; set; } = BrokerProtocol.NotSet;

    /// <summary>File of the client's private key.</summary>
    public string? SslKeyLocation { get; set; }

    /// <summary>File of the CA certificates.</summary>
    public string? SslCaLocation { get; set; }

    /// <summary>File of the client's certificate.</summary>
    public string? SslCertificateLocation { get; set; }

    /// <summary>Password of the private key.</summary>
    public string? SslKeyPassword { get; set; }

    /// <summary>Client certificate as PEM text.</summary>
    public string? SslCertificatePEM { get; set; }

    /// <summary>Private key as PEM text.</summary>
    public string? SslKeyPEM { get; set; }

    /// <summary>CA certificates as PEM text.</summary>
    public string? SslCaPEM { get; set; }

    /// <summary>Client certificate and private key in one PEM text.</summary>
    public string? SslCertificateandKeyPEM { get; set; }

    /// <summary>Lag, in records, that one instance should carry; for scalers.</summary>
    public long LagThreshold { get; set; } = 1000;

    /// <summary>Address of a schema registry; as <see cref="AvroSchema"/>.</summary>
    public string? SchemaRegistryUrl { get; set; }

    /// <summary>Login name at the registry.</summary>
    public string? SchemaRegistryUsername { get; set; }

    /// <summary>Password at the registry.</summary>
    public string? SchemaRegistryPassword { get; set; }

    /// <summary>Where the OAuth bearer token comes from.</summary>
    public OAuthBearerMethod OAuthBearerMethod { get; set; }

    /// <summary>Client id at the token endpoint.</summary>
    public string? OAuthBearerClientId { get; set; }

    /// <summary>Client secret at the token endpoint.</summary>
    public string? OAuthBearerClientSecret { get; set; }

    /// <summary>Scope asked for.</summary>
    public string? OAuthBearerScope { get; set; }

    /// <summary>Token endpoint.</summary>
    public string? OAuthBearerTokenEndpointUrl { get; set; }

    /// <summary>SASL extensions, <c>name=value</c> with commas between.</summary>
    public string? OAuthBearerExtensions { get; set; }

    /// <summary>Whether the function takes many records at once.</summary>
    public bool IsBatched { get; set; }
}
