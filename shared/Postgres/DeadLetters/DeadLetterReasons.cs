using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Failures;
using Npgsql;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>Words for each way a record can go to the dead letters.</summary>
internal static class DeadLetterReasons
{
    /// <summary>Code of records that were parked because PostgreSQL was away for too long.</summary>
    public const string Outage = "outage";

    /// <summary>Code of records of a transaction that was never whole.</summary>
    public const string IncompleteTransaction = "incomplete-transaction";

    /// <summary>No source of the configuration covers the topic.</summary>
    public static DeadLetter NoSource(SourceRecord record) => new(
        record,
        null,
        null,
        null,
        "unconfigured-topic",
        null,
        $"No source in cdc.yaml covers the topic {record.Topic}.",
        "Add the topic to a source (sources[].topics), then replay the dead letter; or discard it.");

    /// <summary>The bytes are no change of this dialect.</summary>
    public static DeadLetter Undecodable(SourceRecord record, SourceEntry source, DecodeFailure failure) => new(
        record,
        source.Options.Name,
        failure.Table?.ToString(),
        failure.Table is null ? null : source.TargetName(failure.Table),
        failure.Reason,
        null,
        failure.Message,
        failure.Remedy);

    /// <summary>A value does not fit its target column; a row with several faults is told by its first.</summary>
    public static List<DeadLetter> Unfit(TargetState target, TableChanges changes, IEnumerable<CellFault> faults, ReadOnlySpan<SourceRecord> records)
    {
        var letters = new List<DeadLetter>();
        foreach (var fault in faults.DistinctBy(f => changes.Row(f.Row).RecordIndex))
        {
            letters.Add(new DeadLetter(
                records[changes.Row(fault.Row).RecordIndex],
                changes.Table.Source,
                changes.Table.ToString(),
                target.Name,
                fault.Code,
                fault.SqlState,
                fault.Message,
                fault.Remedy));
        }

        return letters;
    }

    /// <summary>Rows with a value in a column whose new type does not go into the target; the policy does not let the table wait for it.</summary>
    public static IEnumerable<DeadLetter> NotStorable(TargetState target, TableChanges changes, ReadOnlySpan<SourceRecord> records)
    {
        if (target.Refused.Count == 0)
        {
            return [];
        }

        var letters = new List<DeadLetter>();
        for (var row = 0; row < changes.Count; row++)
        {
            foreach (var at in target.Refused)
            {
                if (changes.Columns[at].State(row) == CellState.Value)
                {
                    var column = changes.Columns[at].Shape.Name;
                    letters.Add(new DeadLetter(
                        records[changes.Row(row).RecordIndex],
                        changes.Table.Source,
                        changes.Table.ToString(),
                        target.Name,
                        "schema-incompatible",
                        null,
                        $"Column {column} has a type in the source that does not go into its column in {target.Name}.",
                        "Run cdc schema list --pending, then cdc schema apply or a better change of the column; then replay the dead letter."));
                    break;
                }
            }
        }

        return letters;
    }

    /// <summary>Rows of a paused table that shares its topic with another.</summary>
    public static IEnumerable<DeadLetter> Paused(SourceEntry source, TableChanges changes, ReadOnlySpan<SourceRecord> records, string why)
    {
        var letters = new List<DeadLetter>();
        for (var row = 0; row < changes.Count; row++)
        {
            letters.Add(new DeadLetter(
                records[changes.Row(row).RecordIndex],
                changes.Table.Source,
                changes.Table.ToString(),
                source.TargetName(changes.Table),
                "schema-paused",
                null,
                $"Another table shares the topic of this one, so that its lane goes on. {why.Replace(TableMismatchException.Waits, "", StringComparison.Ordinal)}",
                "Do what the message says, then replay the dead letter."));
        }

        return letters;
    }

    /// <summary>The event is older than the table takes.</summary>
    public static DeadLetter Stale(SourceRecord record, TableName table, string target, TimeSpan threshold) => new(
        record,
        table.Source,
        table.ToString(),
        target,
        "stale",
        null,
        $"The event was older than {threshold} when it came, and the table's staleEvents is deadLetter.",
        "Replay the dead letter when the change is wanted all the same: it never passes a newer one. Or discard it.");

    /// <summary>The bounds of a range delete cannot be compared with keys.</summary>
    public static DeadLetter UnknownRange(TargetState target, TableChanges changes, int row, ReadOnlySpan<SourceRecord> records) => new(
        records[changes.Row(row).RecordIndex],
        changes.Table.Source,
        changes.Table.ToString(),
        target.Name,
        "bad-value",
        null,
        "A range delete names a clustering column whose order is not known here (a collection, a tuple or a duration), or a value that is none of its type.",
        "Reconcile the table with its source: the deleted rows are still here. Then discard the dead letter.");

    /// <summary>The target table cannot take the shape of the change.</summary>
    public static DeadLetter Mismatch(SourceRecord record, SourceEntry source, TableName table, TableMismatchException mismatch) => new(
        record,
        source.Options.Name,
        table.ToString(),
        source.TargetName(table),
        "table-mismatch",
        null,
        mismatch.Message,
        "Mend the table as the message says, then replay the dead letter.");

    /// <summary>What is stored of the record is not what it said.</summary>
    public static DeadLetter Concealed(SourceRecord record, SourceEntry? source) => new(
        record,
        source?.Options.Name,
        null,
        null,
        "masked-payload",
        null,
        "The record was stored with masked values, or not at all, because its table hides columns; applying it would write the masks of masks.",
        "Let the source send the row again, or apply the record of this offset with cdc replay while the topic has it. Then discard the dead letter.");

    /// <summary>A passing failure has lasted longer than the configuration waits for.</summary>
    public static DeadLetter Overdue(SourceRecord record, SourceEntry? source, Exception failure)
    {
        var rule = FailureRules.Of(failure);
        return new DeadLetter(
            record,
            source?.Options.Name,
            null,
            null,
            Outage,
            (failure as PostgresException)?.SqlState,
            $"Longer than postgres.outage.deadLetterAfter: {rule.Meaning}.",
            $"{rule.Remedy} Then replay the dead letter.");
    }

    /// <summary>PostgreSQL refused this very row.</summary>
    public static DeadLetter Refused(SourceRecord record, SourceEntry? source, PostgresException refused)
    {
        var table = refused.TableName is null ? null : $"{refused.SchemaName}.{refused.TableName}";
        var place = refused.ConstraintName ?? refused.ColumnName;
        var rule = FailureRules.Of(refused.SqlState);
        return new DeadLetter(
            record,
            source?.Options.Name,
            null,
            table,
            rule.Reason ?? "refused",
            refused.SqlState,
            place is null ? $"PostgreSQL refused the row ({refused.SqlState})." : $"PostgreSQL refused the row ({refused.SqlState}): {place}.",
            rule.Remedy);
    }
}
