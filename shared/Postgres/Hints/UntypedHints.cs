using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Hints;

/// <summary>Marks tables where a cell was set to NULL before anything told the type of its column: there is no column yet that could keep the time of the NULL.</summary>
internal static class UntypedHints
{
    /// <summary>A column without type was set to NULL.</summary>
    public const string Reason = "untyped-null";

    /// <summary>The hint for a batch's table, when it has such a column.</summary>
    public static IEnumerable<ReconcileHint> Of(SourceEntry source, TargetState target, TableChanges changes, ReadOnlyMemory<SourceRecord> records)
        => changes.UntypedNull is not { } cell ? [] :
        [
            new(target, source.Options.Name, records.Span[cell.RecordIndex], IsRow: false, Reason, $"Column {cell.Column} was set to NULL before any value told its type: an older value that comes later would stand. Write its type into sourceTypes, and compare the table with the source."),
        ];
}
