using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration.Filters;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Postgres.Rules;

/// <summary>Words for records that the rules of their table cannot be applied to.</summary>
internal static class RuleReasons
{
    /// <summary>The event leaves out a column that the filter needs.</summary>
    public static DeadLetter Undecided(SourceEntry source, TableChanges changes, int row, RowFilter filter, ReadOnlySpan<SourceRecord> records) => Letter(
        source,
        changes,
        row,
        records,
        "undecided-filter",
        $"The event does not tell every column that the table's filter names ({string.Join(", ", filter.Expression.Columns)}), so that it cannot be said whether the row belongs to the target.",
        "Let the connector send whole rows, or filter by columns that every event has, such as the key. Then replay the dead letter.");

    /// <summary>A range delete over a masked clustering column.</summary>
    public static DeadLetter MaskedRange(SourceEntry source, TableChanges changes, int row, ReadOnlySpan<SourceRecord> records) => Letter(
        source,
        changes,
        row,
        records,
        "masked-range",
        "A range delete names a clustering column that is masked, and masked keys have no order.",
        "Reconcile the table with its source: the deleted rows are still here. Then discard the dead letter.");

    private static DeadLetter Letter(SourceEntry source, TableChanges changes, int row, ReadOnlySpan<SourceRecord> records, string reason, string message, string remedy) => new(
        records[changes.Row(row).RecordIndex], source.Options.Name, changes.Table.ToString(), source.TargetName(changes.Table), reason, null, message, remedy);
}
