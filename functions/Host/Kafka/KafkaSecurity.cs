using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>The security properties of a trigger attribute, as librdkafka names them. Values are secrets.</summary>
internal static class KafkaSecurity
{
    /// <summary>The properties that the attribute sets.</summary>
    public static Dictionary<string, string> Properties(KafkaTriggerAttribute attribute, TriggerTexts text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        Set("security.protocol", Protocol(attribute.Protocol));
        Set("sasl.mechanism", Mechanism(attribute.AuthenticationMode));
        Set("sasl.username", text.Optional(nameof(attribute.Username), attribute.Username));
        Set("sasl.password", text.Optional(nameof(attribute.Password), attribute.Password));
        Set("ssl.ca.location", text.Optional(nameof(attribute.SslCaLocation), attribute.SslCaLocation));
        Set("ssl.certificate.location", text.Optional(nameof(attribute.SslCertificateLocation), attribute.SslCertificateLocation));
        Set("ssl.key.location", text.Optional(nameof(attribute.SslKeyLocation), attribute.SslKeyLocation));
        Set("ssl.key.password", text.Optional(nameof(attribute.SslKeyPassword), attribute.SslKeyPassword));
        Set("ssl.ca.pem", text.Optional(nameof(attribute.SslCaPEM), attribute.SslCaPEM));

        // Readers of PEM skip the blocks they do not look for, so one text serves as certificate and as key.
        var both = text.Optional(nameof(attribute.SslCertificateandKeyPEM), attribute.SslCertificateandKeyPEM);
        Set("ssl.certificate.pem", text.Optional(nameof(attribute.SslCertificatePEM), attribute.SslCertificatePEM) ?? both);
        Set("ssl.key.pem", text.Optional(nameof(attribute.SslKeyPEM), attribute.SslKeyPEM) ?? both);
        SetOAuth();
        return properties;

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                properties[name] = value;
            }
        }

        void SetOAuth()
        {
            Set("sasl.oauthbearer.method", attribute.OAuthBearerMethod == OAuthBearerMethod.Oidc ? "oidc" : null);
            Set("sasl.oauthbearer.client.id", text.Optional(nameof(attribute.OAuthBearerClientId), attribute.OAuthBearerClientId));
            Set("sasl.oauthbearer.client.secret", text.Optional(nameof(attribute.OAuthBearerClientSecret), attribute.OAuthBearerClientSecret));
            Set("sasl.oauthbearer.scope", text.Optional(nameof(attribute.OAuthBearerScope), attribute.OAuthBearerScope));
            Set("sasl.oauthbearer.token.endpoint.url", text.Optional(nameof(attribute.OAuthBearerTokenEndpointUrl), attribute.OAuthBearerTokenEndpointUrl));
            Set("sasl.oauthbearer.extensions", text.Optional(nameof(attribute.OAuthBearerExtensions), attribute.OAuthBearerExtensions));
        }
    }

    private static string? Protocol(BrokerProtocol protocol) => protocol switch
    {
        BrokerProtocol.Plaintext => "plaintext",
        BrokerProtocol.Ssl => "ssl",
        BrokerProtocol.SaslPlaintext => "sasl_plaintext",
        BrokerProtocol.SaslSsl => "sasl_ssl",
        _ => null,
    };

    private static string? Mechanism(BrokerAuthenticationMode mode) => mode switch
    {
        BrokerAuthenticationMode.Gssapi => "GSSAPI",
        BrokerAuthenticationMode.Plain => "PLAIN",
        BrokerAuthenticationMode.ScramSha256 => "SCRAM-SHA-256",
        BrokerAuthenticationMode.ScramSha512 => "SCRAM-SHA-512",
        BrokerAuthenticationMode.OAuthBearer => "OAUTHBEARER",
        _ => null,
    };
}
