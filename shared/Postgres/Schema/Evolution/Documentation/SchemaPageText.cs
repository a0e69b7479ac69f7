namespace CdcFunctions.Postgres.Schema.Evolution.Documentation;

/// <summary>The words of <c>docs/schema-changes.md</c> around its tables.</summary>
internal static class SchemaPageText
{
    public const string Head =
        """
        # Schema changes

        A source table may change while its events flow. What is seen of it:

        | Events | What tells a change |
        |---|---|
        | with embedded schema | the schema of each row: columns, types, NOT NULL, key |
        | without, SQL Server with `schemaTopic` | the connector's schema-change records: the same, and defaults; one column gone and one new of the same type in the same place is a rename. |
        | without, else | a field that is new; a column that an inserted row lacks; a whole number beyond its column. Other types cannot be told from odd values: those stay dirty data |

        Partitions, replays and restarts bring shapes in any order. Which is the newer one is decided by the source's own clock, as for rows: an event of an old shape is
        applied to the table as it is now, and changes nothing of it.

        That a table is gone only schema-change records tell; the timer `SettleDroppedTables` looks for it every five minutes.

        Every change is one row of `cdc.schema_history` with the table before and after, what was done, and the event that showed it:
        `cdc schema list`, `cdc schema history TABLE`, `cdc schema at TABLE VERSION`.

        """;

    public const string Policies =
        """
        `schemaChanges` of a table is one of these words, or a map of them by kind. The names are Flink CDC's.

        - `evolve` (default): the target follows, in the transaction of the first rows that need it. What cannot be done becomes a migration task, and the table waits where rows would be lost.
        - `try`: the same, but nothing waits: rows go without the column, or to the dead letters (`schema-incompatible`) where their value has nowhere to go.
        - `lenient`: the target only gains columns. Values of a changed type are converted to the type that is there; where that is impossible the column is left out.
        - `ignore`: the target stays as it is.
        - `exception`: the table pauses until a person has decided.

        Nothing is ever dropped or narrowed. A column that is gone in the source is kept with its values: it loses NOT NULL and gets a comment. After a rename the new column is added, the old
        one is kept, and a task is offered that copies the old values over.

        *done*: the target was changed. *kept*: it takes the new shape as it is. *task*: the SQL waits in `cdc.migration_task`.

        """;

    public const string Widenings =
        """
        ## Widenings

        These type changes lose nothing. Where PostgreSQL has to write the table anew, tables beyond 64 MiB are left to a migration task; values that fit the old type go on
        meanwhile. A decimal whose scale changes gets the digits of both. Anything not here is `changeType`.

        """;

    public const string Tail =
        """
        ## When a person has to act

        `cdc schema list --pending` shows each task with its SQL and the reason: the role does not own the table, the table is large, a view stands in the way, a policy asks.
        `cdc schema apply [TABLE] [--dry-run]` runs them; for another role than the host's set `CDC_POSTGRES__CONNECTIONSTRING` for that command. Running the SQL by hand is as good.
        A task of a policy `exception` without anything to run lets the change through when it is applied. Waiting tables look again with each retry, others every 15 seconds.

        A paused table is a paused partition: its offset stays, health and log say so, and nothing is lost. Rows of a paused table that share a topic with another table (static columns of ScyllaDB)
        go to the dead letters with the reason `schema-paused`, so that the other goes on; replay them afterwards ([decision 10](decisions/0010-what-a-paused-table-holds-up.md)).

        Locks: a change waits at most 3 seconds for the table, then the batch is tried again. It holds the lock until the batch commits. Of several replicas one makes the change, the others find it made.

        """;
}
