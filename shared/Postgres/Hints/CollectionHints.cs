using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Hints;

/// <summary>Finds updates of collections that Debezium's connector for Cassandra shows in part: which part of the whole they are, nobody can tell.</summary>
/// <remarks>
/// An update of a non-frozen collection carries the elements that it wrote or removed, without saying which; an INSERT carries the whole, and so does every write of a frozen one.
/// The event's own schema does not tell frozen from non-frozen. An emptied collection is NULL for certain.
/// </remarks>
internal static class CollectionHints
{
    /// <summary>A row whose collection was written in part.</summary>
    public const string Partial = "partial-collection";

    /// <summary>A table with collections that may be written in part.</summary>
    public const string Unknown = "collection-kind-unknown";

    private static readonly string[] NonFrozen = ["list", "set", "map"];

    /// <summary>Hints for the rows of a batch.</summary>
    public static IEnumerable<ReconcileHint> Of(SourceEntry source, TargetState target, TableChanges changes, ReadOnlyMemory<SourceRecord> records)
    {
        if (source.Options.Dialect != Dialect.Cassandra)
        {
            yield break;
        }

        foreach (var column in changes.Columns.Where(column => column.Shape is { IsKey: false, Type.Kind: ValueKind.Json }))
        {
            var type = column.Shape.Type.SourceName;
            var isNonFrozen = type is not null && Array.Exists(NonFrozen, name => type.StartsWith(name, StringComparison.OrdinalIgnoreCase));
            if (type is not null && !isNonFrozen)
            {
                continue;
            }

            for (var row = 0; row < changes.Count; row++)
            {
                if (changes.Row(row).Kind != ChangeKind.Update || column.State(row) != CellState.Value)
                {
                    continue;
                }

                var record = records.Span[changes.Row(row).RecordIndex];
                yield return isNonFrozen
                    ? new(target, source.Options.Name, record, IsRow: true, Partial, $"Column {column.Shape.Name} was updated in part, and the event does not tell which: compare the row with the source.")
                    : new(target, source.Options.Name, record, IsRow: false, Unknown, $"Column {column.Shape.Name} may be a non-frozen collection, whose updates events show in part. Write its type into sourceTypes (such as frozen<set<text>>), or compare the table with the source.");
                if (!isNonFrozen)
                {
                    break;
                }
            }
        }
    }
}
