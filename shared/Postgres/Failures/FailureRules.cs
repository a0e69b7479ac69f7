using System.Net.Sockets;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.Rules.Budget;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Transactions;
using Npgsql;
using Polly.CircuitBreaker;
using static CdcFunctions.Postgres.Apply.FailureKind;
using static CdcFunctions.Postgres.Failures.FailureAction;

namespace CdcFunctions.Postgres.Failures;

/// <summary>The one table that says what each failure of PostgreSQL means, what is done about it, and what a person can do. <c>docs/failures.md</c> is printed from it.</summary>
public static class FailureRules
{
    private const string WaitForIt = "Nothing, when it restarts or fails over; else start it, or check the network.";

    private const string Mend = "Widen or relax the column, or mend the value in the source. Then replay the dead letter.";

    /// <summary>By SQLSTATE; the code itself goes before its class.</summary>
    public static IReadOnlyList<FailureRule> BySqlState { get; } =
    [
        new(FencedException.StaleEpoch, "another worker has taken the partition", Fenced, LetGo, "Nothing: the other worker goes on."),
        new(FencedException.UnexpectedOffset, "the checkpoint is not where this worker left it", Fenced, LetGo, "Nothing, unless somebody changed cdc.checkpoint by hand."),

        new("08", "the connection broke", Transient, Wait, WaitForIt) { Sign = RecoverySign.Answer },
        new("57P01", "PostgreSQL is shutting down", Transient, Wait, WaitForIt) { Sign = RecoverySign.Answer },
        new("57P02", "PostgreSQL has crashed and restarts", Transient, Wait, WaitForIt) { Sign = RecoverySign.Answer },
        new("57P03", "PostgreSQL is starting up", Transient, Wait, WaitForIt) { Sign = RecoverySign.Answer },
        new("57P05", "an idle session was ended", Transient, Wait, WaitForIt) { Sign = RecoverySign.Answer },
        new("25006", "PostgreSQL is read-only: a standby, or a failover under way", Transient, Wait,
            "Name the primary in postgres.connectionString, or all servers with Target Session Attributes=primary; during a failover, nothing.") { Sign = RecoverySign.Writable },
        new("53100", "the disk of PostgreSQL is full", Transient, Wait, "Free or add space where its data and WAL lie; an abandoned replication slot keeps WAL (pg_replication_slots)."),
        new("53200", "PostgreSQL is out of memory", Transient, Wait, "Lower work_mem or max_connections, or give the server more."),
        new("53300", "PostgreSQL has no connection left", Transient, Wait, "Lower postgres.maxConnections, or raise max_connections of the server.") { Sign = RecoverySign.Answer },
        new("53", "PostgreSQL lacks a resource", Transient, Wait, "Look into the server's log."),
        new("58", "the machine of PostgreSQL fails it", Transient, Wait, "Look into the server's log and at its disks."),
        new("28", "PostgreSQL refuses the login", Transient, Wait, "Check role and password of postgres.connectionString, and pg_hba.conf."),
        new("3D000", "the database is not there", Transient, Wait, "Create it, or change Database= in postgres.connectionString."),

        new("40001", "two transactions were in each other's way", Transient, Retry, "Nothing."),
        new("40P01", "two transactions waited for each other", Transient, Retry, "Nothing, unless it repeats: look who else writes to the table."),
        new("55P03", "somebody holds a lock for too long", Transient, Retry, "Look in pg_locks who holds the table."),
        new("55006", "the object is in use", Transient, Retry, "Look who holds it."),
        new("57", "the statement was cancelled, by statement_timeout or by a person", Transient, Retry, "Raise statement_timeout of the role, or look what blocks the table."),
        new("25P03", "the worker was silent inside a transaction for longer than a statement may take", Transient, Retry, "Look what stops the process: SIGSTOP, a paused machine, a throttled container."),
        new("26000", "a prepared statement was lost, as behind a pooler that shares sessions", Transient, Retry, "Let the pooler keep a session for each client."),
        new("42501", "a privilege is missing", Transient, Retry, "Grant it as the log says."),

        new("23502", "a value is missing in a NOT NULL column", Data, Park, Mend) { Reason = "not-null" },
        new("23503", "a foreign key has no counterpart", Data, Park,
            "Tables that arrive in different topics arrive in any order. Replay the dead letter when the row it references is there, drop the foreign key, or set transactions: atomic for the source and make the key deferrable (docs/transactions.md).") { Reason = "foreign-key" },
        new("23505", "a second unique index has the value already", Data, Park, "Drop the second unique index, or mend the older row. Then replay the dead letter.") { Reason = "unique" },
        new("23514", "a check constraint does not hold", Data, Park, Mend) { Reason = "constraint" },
        new("23P01", "an exclusion constraint does not hold", Data, Park, Mend) { Reason = "constraint" },
        new("22001", "a text is too long", Data, Park, Mend) { Reason = "too-long" },
        new("22003", "a number is out of range", Data, Park, Mend) { Reason = "out-of-range" },
        new("22008", "a date or time is out of range", Data, Park, Mend) { Reason = "out-of-range" },
        new("21000", "two keys of the source are one for PostgreSQL", Data, Park, "Give the key column a type or collation that tells the keys apart. Then replay the dead letter.") { Reason = "refused" },
        new("54000", "a value is too large for an index", Data, Park, "Drop the index, or index a hash of the column. Then replay the dead letter.") { Reason = "refused" },
        new("22", "a value does not fit", Data, Park, Mend) { Reason = "refused" },
        new("23", "a constraint does not hold", Data, Park, Mend) { Reason = "refused" },

        new(FailureClassifier.StaleColumns, "another replica has changed the table", FailureKind.Schema, LookAgain, "Nothing."),
        new("42P01", "the table is not there", FailureKind.Schema, LookAgain, "Nothing: it is created again where the policy allows."),
        new("42703", "a column is not there", FailureKind.Schema, LookAgain, "Nothing: it is added again where the policy allows."),
        new("42704", "a type is not there", FailureKind.Schema, LookAgain, "Create the type again, or change the column."),
        new("42804", "a column has another type", FailureKind.Schema, LookAgain, "Nothing, when the new type takes the values; else the log names the columns that do not fit."),
        new("42883", "a function or cast is not there", FailureKind.Schema, LookAgain, "Create it again, or change the column."),
        new("42P10", "the primary key is another one", FailureKind.Schema, LookAgain, "Give the table a unique index on the source's key."),
        new("3F000", "the schema is not there", FailureKind.Schema, LookAgain, "Nothing: it is created again where the policy allows."),
        new("0A000", "a prepared statement no longer fits its table", FailureKind.Schema, LookAgain, "Nothing."),
    ];

    /// <summary>By exception.</summary>
    public static IReadOnlyList<FailureRule> ByException { get; } =
    [
        new(nameof(NpgsqlException), "PostgreSQL does not answer, or not in time", Transient, Wait, WaitForIt) { Sign = RecoverySign.Answer },
        new(nameof(BrokenCircuitException), "PostgreSQL failed several times in a row and is left alone for a while", Transient, Wait, "See the failures before it."),
        new(nameof(FencedException), "another worker has taken the partition", Fenced, LetGo, "Nothing: the other worker goes on."),
        new(nameof(IncompleteTransactionException), "a transaction of an atomic source has ended and changes of it are missing", Transient, Retry,
            "Check that all its tables are routed to the topic. It is released as incompleteTransactions says, or when you change that (docs/transactions.md)."),
        new(nameof(TableMismatchException), "the table cannot take what the source sends", FailureKind.Schema, LookAgain, "Mend the table as the message says."),
        new(nameof(RejectedDataException), "data does not fit, and its policy is reject", FailureKind.Schema, LookAgain, "Mend the table as the message says; or change dirtyData and restart."),
        new(nameof(FailureBudgetException), "too many events of the table would be dead letters", FailureKind.Schema, LookAgain, "Mend the source or the table; or raise failureBudget and restart."),
    ];

    /// <summary>For everything else.</summary>
    public static FailureRule Other { get; } = new("any other", "a mistake of the program", Bug, Stop, "Report it with the log. The lane goes on after a restart; nothing was skipped.");

    /// <summary>The line for an exception.</summary>
    public static FailureRule Of(Exception failure) => failure switch
    {
        PostgresException refused => Of(refused.SqlState),
        NpgsqlException or TimeoutException or IOException or SocketException => Named(nameof(NpgsqlException)),
        BrokenCircuitException or FencedException or TableMismatchException or IncompleteTransactionException or RejectedDataException or FailureBudgetException => Named(failure.GetType().Name),
        _ => Other,
    };

    /// <summary>The line for a SQLSTATE.</summary>
    public static FailureRule Of(string sqlState)
        => BySqlState.FirstOrDefault(rule => string.Equals(rule.Code, sqlState, StringComparison.Ordinal))
            ?? BySqlState.FirstOrDefault(rule => rule.IsClass && sqlState.StartsWith(rule.Code, StringComparison.Ordinal))
            ?? Other;

    private static FailureRule Named(string exception) => ByException.First(rule => string.Equals(rule.Code, exception, StringComparison.Ordinal));
}
