namespace Microsoft.Azure.Functions.Worker;

/// <summary>How the client logs in (<c>sasl.mechanism</c>).</summary>
public enum BrokerAuthenticationMode
{
    /// <summary>Not said; no login unless the protocol asks for one.</summary>
    NotSet = -1,

    /// <summary>Kerberos.</summary>
    Gssapi,

    /// <summary>User and password in clear.</summary>
    Plain,

    /// <summary>SCRAM with SHA-256.</summary>
    ScramSha256,

    /// <summary>SCRAM with SHA-512.</summary>
    ScramSha512,

    /// <summary>OAuth bearer token.</summary>
    OAuthBearer,
}
