using CdcFunctions.Postgres.Failures;
using Npgsql;
using Polly.CircuitBreaker;

namespace CdcFunctions.Host.Functions;

/// <summary>One line on a failed attempt for the person who must act. Npgsql's own messages do not say of which server they speak.</summary>
internal static class FailureText
{
    /// <summary>The line; without details of the server, which may hold values.</summary>
    public static string Of(Exception cause) => cause switch
    {
        PostgresException refusal => $"PostgreSQL refuses: {refusal.MessageText} ({refusal.SqlState}){Remedy(refusal)}",
        BrokenCircuitException => "PostgreSQL failed several times in a row and is left alone for a while",
        NpgsqlException { InnerException: { } inner } away => $"PostgreSQL is away: {away.Message} ({inner.Message})",
        NpgsqlException away => $"PostgreSQL is away: {away.Message}",
        _ => $"{cause.GetType().Name}: {cause.Message}",
    };

    // What passes by itself or is explained elsewhere needs no advice.
    private static string Remedy(PostgresException refusal) => FailureRules.Of(refusal) is { Action: FailureAction.Wait, Sign: not RecoverySign.Answer } rule ? $". {rule.Remedy.TrimEnd('.')}" : "";

    /// <summary>The exception when its stack trace tells more than the line does.</summary>
    public static Exception? TraceOf(Exception cause) => cause is NpgsqlException or BrokenCircuitException ? null : cause;
}
