using CdcFunctions.Operations.Configuration;
using Npgsql;

namespace CdcFunctions.Host.Commands.Failures;

/// <summary>What messages may name (servers, roles) and what they must not (secrets), taken from the configuration.</summary>
/// <param name="Server">PostgreSQL's <c>host:port</c>.</param>
/// <param name="Database">Its database.</param>
/// <param name="User">The role that logs in.</param>
/// <param name="Brokers">Kafka's bootstrap servers.</param>
/// <param name="Listen">Address of the host's own endpoints.</param>
/// <param name="Secrets">Texts that no message may hold.</param>
public sealed record FailureContext(string Server, string Database, string User, string Brokers, string Listen, IReadOnlyList<string> Secrets)
{
    private const int ShortestSecret = 3;

    private static readonly string[] SecretProperties = ["password", "secret", "token", "pem", "jaas", "oauthbearer.config"];

    /// <summary>Before any configuration is known.</summary>
    public static FailureContext None { get; } = new("the server", "", "the role", "the brokers", "", []);

    /// <summary>From options.</summary>
    public static FailureContext Of(CdcOptions options)
    {
        var postgres = Parse(options.Postgres.ConnectionString);
        var host = postgres.Host ?? "localhost";
        var user = postgres.Username ?? Environment.UserName;
        var properties = options.Kafka.Properties.Where(IsSecret).Select(property => property.Value);
        return new FailureContext(
            host.Contains(',', StringComparison.Ordinal) || host.StartsWith('/') ? host : $"{host}:{postgres.Port}",
            postgres.Database ?? user,
            user,
            options.Kafka.Brokers,
            options.Host.Listen,
            [.. properties.Append(postgres.Password ?? "").Append(postgres.SslPassword ?? "").Append(options.Postgres.ConnectionString).Where(secret => secret.Length >= ShortestSecret)]);
    }

    /// <summary>The text without secrets.</summary>
    public string Hide(string text) => Secrets.Aggregate(text, (hidden, secret) => hidden.Replace(secret, "***", StringComparison.Ordinal));

    private static bool IsSecret(KeyValuePair<string, string> property)
        => Array.Exists(SecretProperties, word => property.Key.Contains(word, StringComparison.Ordinal)) && !property.Key.EndsWith(".location", StringComparison.Ordinal);

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return [];
        }
    }
}
