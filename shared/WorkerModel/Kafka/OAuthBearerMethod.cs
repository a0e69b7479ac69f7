namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where an OAuth bearer token comes from (<c>sasl.oauthbearer.method</c>).</summary>
public enum OAuthBearerMethod
{
    /// <summary>The application supplies it.</summary>
    Default,

    /// <summary>The client fetches it from a token endpoint.</summary>
    Oidc,
}
