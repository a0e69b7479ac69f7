namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the client speaks to the broker (<c>security.protocol</c>).</summary>
public enum BrokerProtocol
{
    /// <summary>Not said; the client's default holds.</summary>
    NotSet = -1,

    /// <summary>No encryption, no login.</summary>
    Plaintext,

    /// <summary>TLS.</summary>
    Ssl,

    /// <summary>Login without encryption.</summary>
    SaslPlaintext,

    /// <summary>Login over TLS.</summary>
    SaslSsl,
}
