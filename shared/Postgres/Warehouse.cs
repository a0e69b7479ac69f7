using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres;

/// <summary>Opens the warehouse the way this project uses it.</summary>
public static class Warehouse
{
    /// <summary>Statements kept prepared on each connection: a few for each table and column set.</summary>
    private const int PreparedStatements = 256;

    /// <summary>A data source with column arrays as parameters and statements prepared by themselves. Opens no connection yet.</summary>
    /// <exception cref="ArgumentException">The connection string is malformed; the message does not repeat it.</exception>
    public static NpgsqlDataSource Open(PostgresOptions options, string applicationName = "cdcfunctions")
    {
        var settings = Parse(options.ConnectionString);
        settings.ApplicationName ??= applicationName;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, options.MaxConnections);
        settings.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        settings.Timeout = Math.Min(settings.Timeout, 10);
        settings.KeepAlive = settings.KeepAlive == 0 ? 15 : settings.KeepAlive;

        // Looking for Kerberos tickets costs every start time and memory; who encrypts with them says so in the connection string.
        if (!settings.ShouldSerialize("GSS Encryption Mode"))
        {
            settings.GssEncryptionMode = GssEncryptionMode.Disable;
        }

        settings.MaxAutoPrepare = PreparedStatements;
        settings.AutoPrepareMinUsages = 2;

        // Arrays of any length run the same plan: index look-ups by key. Planning each batch anew would only cost.
        // A worker that falls silent inside a transaction, as under SIGSTOP, keeps its locks no longer than a statement may take.
        settings.Options = $"-c idle_in_transaction_session_timeout={options.CommandTimeout.TotalMilliseconds:F0} {settings.Options} -c plan_cache_mode=force_generic_plan";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).UseWireArrays().Build();
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException malformed)
        {
            throw new ArgumentException("postgres.connectionString is no Npgsql connection string. Write it as Host=…;Port=5432;Database=…;Username=….", nameof(connectionString), malformed);
        }
    }
}
