using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Hints;

/// <summary>All that the changes of a table do not tell.</summary>
internal static class ReconcileHints
{
    /// <summary>Hints for the table's rows in a batch, or for the table.</summary>
    public static IEnumerable<ReconcileHint> Of(SourceEntry source, TargetState target, TableChanges changes, ReadOnlyMemory<SourceRecord> records)
        => CollectionHints.Of(source, target, changes, records).Concat(StaticHints.Of(source, target, changes, records)).Concat(UntypedHints.Of(source, target, changes, records));
}
