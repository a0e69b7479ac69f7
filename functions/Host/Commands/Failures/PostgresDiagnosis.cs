using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Npgsql;

namespace CdcFunctions.Host.Commands.Failures;

/// <summary>Failures of PostgreSQL, each with the way out.</summary>
internal static partial class PostgresDiagnosis
{
    /// <summary>Diagnoses what Npgsql threw.</summary>
    public static Diagnosis Of(NpgsqlException failure, FailureContext context)
        => failure is PostgresException refusal ? OfServer(refusal, context) : OfConnection(failure, context);

    private static Diagnosis OfServer(PostgresException refusal, FailureContext context) => refusal.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Failed(
            $"PostgreSQL refused the login of {context.User} at {context.Server} ({refusal.SqlState}).",
            refusal.SqlState == PostgresErrorCodes.InvalidPassword
                ? "Check role and password of postgres.connectionString (CDC_POSTGRES__CONNECTIONSTRING)."
                : $"Check that the role exists, may log in, and that pg_hba.conf lets it in: {Sentence(refusal.MessageText)}"),
        PostgresErrorCodes.InvalidCatalogName => Failed(
            $"There is no database {context.Database} at {context.Server} (3D000).",
            $"Create it (createdb {context.Database}), or change Database= in postgres.connectionString."),
        PostgresErrorCodes.InsufficientPrivilege => Failed(
            $"PostgreSQL does not let {context.User} do this: {Sentence(refusal.MessageText)} (42501).",
            Grant(refusal, context)),
        PostgresErrorCodes.TooManyConnections => Failed(
            $"PostgreSQL at {context.Server} has no connection left (53300).",
            "Lower postgres.maxConnections, or raise max_connections of the server."),
        PostgresErrorCodes.CannotConnectNow => Failed($"PostgreSQL at {context.Server} is starting up or shutting down (57P03).", "Try again in a moment."),
        PostgresErrorCodes.ReadOnlySqlTransaction => Failed(
            $"PostgreSQL at {context.Server} is read-only (25006), so it is a standby.",
            "Name the primary in postgres.connectionString, or all servers with Target Session Attributes=primary."),
        _ => Failed($"PostgreSQL at {context.Server} refused a statement ({refusal.SqlState}): {Sentence(refusal.MessageText)}.", remedy: null),
    };

    private static Diagnosis OfConnection(NpgsqlException failure, FailureContext context)
    {
        var socket = Inner<SocketException>(failure);
        if (socket is not null)
        {
            var reason = socket.SocketErrorCode switch
            {
                SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "its name is not known",
                SocketError.ConnectionRefused => "nothing listens there",
                SocketError.TimedOut => "it did not answer",
                SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to it",
                _ => socket.SocketErrorCode.ToString(),
            };
            return Failed($"PostgreSQL at {context.Server} cannot be reached: {reason}.", "Check Host= and Port= of postgres.connectionString, the network, and that the server runs.");
        }

        if (Inner<AuthenticationException>(failure) is { } tls)
        {
            return Failed($"TLS with PostgreSQL at {context.Server} failed: {Sentence(tls.Message)}.", "Check SSL Mode= and Root Certificate= of postgres.connectionString.");
        }

        if (Inner<TimeoutException>(failure) is not null)
        {
            return Failed($"PostgreSQL at {context.Server} did not answer in time.", "Check the network and the server's load; postgres.commandTimeout says how long a statement may take.");
        }

        return failure.Message.Contains("No password has been provided", StringComparison.Ordinal)
            ? Failed($"PostgreSQL at {context.Server} asks {context.User} for a password, and there is none.", "Add Password= or Passfile= to postgres.connectionString (CDC_POSTGRES__CONNECTIONSTRING).")
            : Failed($"The connection to PostgreSQL at {context.Server} failed: {Sentence(failure.Message)}.", "Check postgres.connectionString and the server's log.");
    }

    // The server names the object in its message only, and without its schema.
    private static string Grant(PostgresException refusal, FailureContext context)
    {
        var role = Quoted(context.User);
        if (Denied().Match(refusal.MessageText) is { Success: true } denied)
        {
            var (kind, name) = (denied.Groups["kind"].Value, Quoted(denied.Groups["name"].Value));
            return kind switch
            {
                "schema" => $"As its owner: GRANT USAGE, CREATE ON SCHEMA {name} TO {role};",
                "database" => $"As its owner: GRANT CONNECT, CREATE ON DATABASE {name} TO {role};",
                "sequence" => $"As its owner: GRANT USAGE ON SEQUENCE {name} TO {role};",
                "function" => $"As its owner: GRANT EXECUTE ON FUNCTION {name} TO {role};",
                _ => $"As its owner: GRANT SELECT, INSERT, UPDATE, DELETE ON {(refusal.SchemaName is { Length: > 0 } schema ? $"{Quoted(schema)}." : "")}{name} TO {role};",
            };
        }

        return Owned().Match(refusal.MessageText) is { Success: true } owned
            ? $"As its owner: ALTER {owned.Groups["kind"].Value.ToUpperInvariant()} {Quoted(owned.Groups["name"].Value)} OWNER TO {role}; or set schemaChanges: ignore for the table."
            : $"Grant the role {role} what the message names, such as GRANT CREATE ON DATABASE {Quoted(context.Database)} TO {role};";
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static T? Inner<T>(Exception failure)
        where T : Exception
    {
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
            {
                return found;
            }

            if (inner is AggregateException { InnerExceptions: [.., T last] })
            {
                return last;
            }
        }

        return null;
    }

    private static string Sentence(string message) => message.TrimEnd('.', ' ');

    private static Diagnosis Failed(string problem, string? remedy) => new(problem, remedy, ExitCode.Failed);

    [GeneratedRegex("permission denied for (?<kind>table|view|relation|schema|database|sequence|function) (?<name>.+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Denied();

    [GeneratedRegex("must be owner of (?<kind>table|view|schema|sequence|function) (?<name>.+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Owned();
}
