using System.Data.Common;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>postgres</c>.</summary>
internal static class PostgresReader
{
    private const string ConnectionString = "connectionString";

    private const string Allowed = "Host=…;Database=…;Username=… and other keywords of Npgsql";

    private static readonly string[] HostWords = ["Host", "Server"];

    /// <summary>The options; the section is null when the file has none.</summary>
    public static PostgresOptions Read(Section root, Section? postgres)
    {
        var defaults = new PostgresOptions();
        if (postgres is null)
        {
            if (!root.Has("postgres"))
            {
                root.FaultMissing("postgres.connectionString", Allowed, "postgres: { connectionString: … }");
            }

            return defaults;
        }

        var options = new PostgresOptions
        {
            ConnectionString = Connection(postgres),
            CommandTimeout = postgres.Duration("commandTimeout", defaults.CommandTimeout, Limits.Durations<PostgresOptions>(nameof(PostgresOptions.CommandTimeout))),
            MaxConnections = postgres.Number("maxConnections", defaults.MaxConnections, Limits.Numbers<PostgresOptions>(nameof(PostgresOptions.MaxConnections))),
            DeadLetterAfter = DeadLetterAfter(postgres),
        };
        postgres.RefuseOthers();
        return options;
    }

    private static TimeSpan? DeadLetterAfter(Section postgres)
    {
        if (!postgres.IsMap("outage"))
        {
            postgres.Choice("outage", "pause", Words.Outages);
            return null;
        }

        var outage = postgres.Below("outage")!;
        if (!outage.Has("deadLetterAfter"))
        {
            outage.FaultMissing("deadLetterAfter", Duration.Allowed, "deadLetterAfter: 5m");
        }

        var limit = outage.Duration("deadLetterAfter", TimeSpan.FromMinutes(5), Limits.Durations<PostgresOptions>(nameof(PostgresOptions.DeadLetterAfter)));
        outage.RefuseOthers();
        return limit;
    }

    private static string Connection(Section postgres)
    {
        var text = postgres.Text(ConnectionString);
        if (string.IsNullOrWhiteSpace(text))
        {
            if (text is not null || !postgres.Has(ConnectionString))
            {
                postgres.FaultMissing(ConnectionString, Allowed, "connectionString: Host=…;Database=…;Username=…");
            }
        }
        else if (text.Contains("://", StringComparison.Ordinal) && text.StartsWith("postgres", StringComparison.OrdinalIgnoreCase))
        {
            postgres.FaultyValue(ConnectionString, text, Allowed, "Write the URL's parts as Host=…;Port=…;Database=…;Username=…;Password=…");
        }
        else if (!HasHost(text))
        {
            postgres.FaultyValue(ConnectionString, text, Allowed, "Write keyword=value pairs divided by semicolons, Host among them");
        }

        else if (postgres.Reader.ConnectionStringFault(text) is { } fault)
        {
            postgres.Fault(ConnectionString, $"is {Redaction.Secret}, and {fault}", Allowed, "Keywords: https://www.npgsql.org/doc/connection-string-parameters.html");
        }

        return text ?? "";
    }

    private static bool HasHost(string text)
    {
        try
        {
            var words = new DbConnectionStringBuilder { ConnectionString = text };
            return Array.Exists(HostWords, words.ContainsKey);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
