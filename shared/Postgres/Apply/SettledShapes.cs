using System.Collections.Immutable;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Shapes of one table that were compared with the target already, so that a batch of known shape costs nothing.</summary>
/// <remarks>Thread-safe: what readers see is replaced, never changed.</remarks>
internal sealed class SettledShapes
{
    private const int MostShapes = 256;

    private ImmutableHashSet<object> _shapes = ImmutableHashSet.Create<object>(ReferenceEqualityComparer.Instance);
    private ImmutableHashSet<string> _gone = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private SourceTable? _record;

    /// <summary>Remembers what a batch showed.</summary>
    public void Add(TableChanges changes, SourceTable? record)
    {
        ImmutableInterlocked.Update(ref _shapes, (known, shapes) => (known.Count > MostShapes ? known.Clear() : known).Union(shapes), changes.Shapes.Select(static shape => shape.Columns));
        if (changes.Shapes.Count == 0 && LastRow.Lacks(changes) is { } gone)
        {
            ImmutableInterlocked.Update(ref _gone, static (_, now) => now.ToImmutableHashSet(StringComparer.Ordinal), gone);
        }

        Volatile.Write(ref _record, record);
    }

    /// <summary>True when the batch shows nothing new.</summary>
    public bool Covers(TableChanges changes, SchemaCatalog schemas, string topic)
    {
        foreach (var shape in changes.Shapes)
        {
            if (!Volatile.Read(ref _shapes).Contains(shape.Columns))
            {
                return false;
            }
        }

        if (changes.Shapes.Count > 0)
        {
            return true;
        }

        if (schemas.Revision > 0 && schemas.Find(topic) is { } record)
        {
            return ReferenceEquals(record, Volatile.Read(ref _record));
        }

        return LastRow.Lacks(changes) is not { } gone || Volatile.Read(ref _gone).SetEquals(gone);
    }
}
