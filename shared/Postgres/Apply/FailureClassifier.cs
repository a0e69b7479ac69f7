using Npgsql;
using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Postgres.Apply;

/// <summary>The one table that says what each failure of PostgreSQL calls for.</summary>
public static class FailureClassifier
{
    /// <summary>SQLSTATE of <c>cdc.require_columns</c>: another replica has changed the table.</summary>
    internal const string StaleColumns = "CD003";

    /// <summary>Classifies an exception of a batch.</summary>
    public static FailureKind Classify(Exception failure) => failure switch
    {
        FencedException => FailureKind.Fenced,
        PostgresException postgres => Classify(postgres.SqlState),
        NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException => FailureKind.Transient,
        _ => FailureKind.Bug,
    };

    /// <summary>Classifies a SQLSTATE.</summary>
    public static FailureKind Classify(string sqlState) => sqlState switch
    {
        FencedException.StaleEpoch or FencedException.UnexpectedOffset => FailureKind.Fenced,
        "40001" or "40P01" or "55P03" or "55006" => FailureKind.Transient,
        "25006" => FailureKind.Transient, // read-only: a failover is under way
        "42501" => FailureKind.Transient, // a missing privilege is granted while the lane waits; nothing is lost
        StaleColumns => FailureKind.Schema,
        "42P01" or "42703" or "42704" or "42804" or "42883" or "42P10" or "3F000" or "0A000" => FailureKind.Schema,
        "21000" => FailureKind.Data, // two keys that PostgreSQL holds for one
        "54000" => FailureKind.Data, // a value too large for its index
        _ => ClassifyClass(sqlState.AsSpan(0, Math.Min(2, sqlState.Length))),
    };

    private static FailureKind ClassifyClass(ReadOnlySpan<char> sqlClass) => sqlClass switch
    {
        "08" or "53" or "57" or "58" or "28" or "3D" => FailureKind.Transient,
        "22" or "23" => FailureKind.Data,
        _ => FailureKind.Bug,
    };
}
