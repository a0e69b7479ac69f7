using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Wire.Matrix;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Finds what a seen shape changes against what is known of the source table and against the target.</summary>
/// <remarks>
/// Partitions and replays bring shapes in any order: only a shape that is not older by the source's own clock tells that a column is gone, has another key or is NOT NULL
/// no more. What a target lacks is missing whatever the clock says: the values must go somewhere.
/// </remarks>
internal sealed class ShapeComparison(KnownShape known, SeenShape seen, TargetTable? target, TableOptions options)
{
    private readonly Dictionary<string, ColumnShape> _seen = seen.Columns.DistinctBy(static column => column.Name, StringComparer.Ordinal).ToDictionary(static column => column.Name, StringComparer.Ordinal);

    /// <summary>True when nothing newer was seen.</summary>
    private bool IsNewest => known.IsPartial || seen.Clock >= known.Clock();

    private bool IsFirst => known.Columns.Count == 0;

    /// <summary>All changes; empty when everything is as known and the target has what it needs.</summary>
    public List<SchemaChange> Run()
    {
        if (seen.IsDropped)
        {
            return target is null || known.IsDropped || !IsNewest ? [] : [new(SchemaChangeKind.DropTable, null, null, null)];
        }

        if (target is null)
        {
            return [.. Drops()];
        }

        List<SchemaChange> changes = [.. Added(), .. Types(), .. Drops(), .. Nullability(), .. Keys()];
        return seen.IsRecord ? Renamed(changes) : changes;
    }

    /// <summary>What is known afterwards.</summary>
    public KnownShape Learn()
    {
        if (seen.IsDropped)
        {
            return IsNewest ? known with { IsDropped = true, Version = seen.Clock.Version, Sequence = seen.Clock.Sequence } : known;
        }

        var columns = known.Columns.Select(column => _seen.TryGetValue(column.Name, out var now) ? Again(column, now) : Gone(column)).ToList();
        columns.AddRange(seen.Columns.Where(column => known.Find(column.Name) is null).Select(column => IsNewest ? New(column) : New(column) with { IsDropped = true, Version = known.Version, Sequence = known.Sequence }));
        var isNewer = seen.IsWhole && IsNewest;
        return known with
        {
            Columns = columns,
            IsPartial = known.IsPartial && !seen.IsWhole,
            IsDropped = known.IsDropped && !(seen.IsWhole && seen.Clock > known.Clock()),
            Version = isNewer ? seen.Clock.Version : known.Version,
            Sequence = isNewer ? seen.Clock.Sequence : known.Sequence,
        };
    }

    private IEnumerable<SchemaChange> Added()
    {
        foreach (var column in seen.Columns)
        {
            var before = known.Find(column.Name);
            var isBack = before is { IsDropped: true } && seen.Clock > before.Clock;
            var isMissing = !target!.Has(Fold(column.Name)) && !BindingNames.IsReserved(Fold(column.Name));
            if (isMissing || isBack || (before is null && !IsFirst))
            {
                yield return new(SchemaChangeKind.AddColumn, column.Name, null, TypeOf(column)) { IsNews = before is null || isBack, Default = seen.Defaults.GetValueOrDefault(column.Name) };
            }
        }
    }

    // A wider type is needed whatever the clock says; a narrower one is only worth a line when it is news.
    private IEnumerable<SchemaChange> Types()
    {
        foreach (var column in seen.Columns)
        {
            if (target!.Find(Fold(column.Name)) is not { } stored)
            {
                continue;
            }

            if (known.Find(column.Name) is not { } before || WideningMatrix.Compare(before.Type, TypeOf(column)) == Widening.Same)
            {
                if (!column.IsKey && ConversionMatrix.Find(column.Type.Kind, stored.Type) is null)
                {
                    yield return new(SchemaChangeKind.ChangeType, column.Name, stored.Type.Display, TypeOf(column)) { IsNews = false };
                }

                continue;
            }

            var (from, to) = (before.Type, TypeOf(column));
            var relation = WideningMatrix.Compare(from, to);
            var isOlder = !before.IsDropped && seen.Clock < before.Clock;
            if ((relation == Widening.Narrower && isOlder) || (isOlder && Holds(stored, to)))
            {
                continue;
            }

            // Values alone tell too little: one odd value must not change a column. A whole number beyond its column is beyond doubt.
            if (!seen.IsDeclared && (relation is not (Widening.Wider or Widening.WiderByRewrite) || column.Type.Kind != ValueKind.Int64))
            {
                continue;
            }

            yield return new(KindOf(relation, from, to), column.Name, from, to);
        }
    }

    private IEnumerable<SchemaChange> Drops()
    {
        if (!seen.IsWhole || !IsNewest)
        {
            return [];
        }

        return known.Columns.Where(column => !column.IsDropped && !_seen.ContainsKey(column.Name) && seen.Clock > column.Clock)
            .Select(static column => new SchemaChange(SchemaChangeKind.DropColumn, column.Name, column.Type, null));
    }

    private IEnumerable<SchemaChange> Nullability()
    {
        if (!seen.IsDeclared || !IsNewest)
        {
            yield break;
        }

        foreach (var column in seen.Columns.Where(static column => !column.IsKey))
        {
            if (known.Find(column.Name) is { IsDropped: false, KeyOrdinal: < 0 } before && before.IsNullable != column.IsNullable)
            {
                yield return new(SchemaChangeKind.Nullability, column.Name, Nullable(before.IsNullable), Nullable(column.IsNullable));
            }
        }
    }

    // The order of key columns differs between output forms of one connector; which columns they are does not.
    private IEnumerable<SchemaChange> Keys()
    {
        if (!seen.IsDeclared || !IsNewest || options.Key is { Count: > 0 })
        {
            yield break;
        }

        var before = known.Key().Select(static column => column.Name).ToList();
        var now = seen.Columns.Where(static column => column.IsKey).OrderBy(static column => column.KeyOrdinal).Select(static column => column.Name).ToList();
        if (before.Count > 0 && now.Count > 0 && !before.ToHashSet(StringComparer.Ordinal).SetEquals(now))
        {
            yield return new(SchemaChangeKind.ChangeKey, null, $"({string.Join(", ", before)})", $"({string.Join(", ", now)})");
        }
    }

    // One column gone and one new of the same type in the same place of one record: SQL Server tells no more of a rename.
    private List<SchemaChange> Renamed(List<SchemaChange> changes)
    {
        var (gone, added) = (changes.FindAll(static one => one.Kind == SchemaChangeKind.DropColumn), changes.FindAll(static one => one.Kind == SchemaChangeKind.AddColumn));
        if (gone.Count != 1 || added.Count != 1 || !string.Equals(gone[0].From, added[0].To, StringComparison.Ordinal) || known.Find(gone[0].Column!)?.Position != Position(added[0].Column!))
        {
            return changes;
        }

        var rename = new SchemaChange(SchemaChangeKind.RenameColumn, added[0].Column, gone[0].Column, added[0].To) { IsNews = added[0].IsNews };
        return [.. changes.Where(one => one != gone[0] && one != added[0]), rename];
    }

    private int? Position(string name)
        => seen.IsRecord ? seen.Columns.Select(static (column, at) => (column.Name, At: at)).First(one => string.Equals(one.Name, name, StringComparison.Ordinal)).At : null;

    private KnownColumn New(ColumnShape column) => new()
    {
        Name = column.Name,
        Type = TypeOf(column),
        IsNullable = column.IsNullable,
        KeyOrdinal = column.KeyOrdinal,
        Position = Position(column.Name),
        Version = seen.Clock.Version,
        Sequence = seen.Clock.Sequence,
    };

    private KnownColumn Again(KnownColumn before, ColumnShape now)
    {
        if (before.IsDropped ? seen.Clock > before.Clock : IsNewest && seen.Clock >= before.Clock)
        {
            var next = New(now) with { Position = Position(now.Name) ?? before.Position };
            next = seen.IsDeclared || before.IsDropped ? next : Undeclared(before, next);
            var isSame = !before.IsDropped && string.Equals(next.Type, before.Type, StringComparison.Ordinal) && next.IsNullable == before.IsNullable && next.KeyOrdinal == before.KeyOrdinal;
            return isSame ? before with { Position = next.Position } : next;
        }

        return before;
    }

    // Values say little: only a wider whole number counts (see Types).
    private static KnownColumn Undeclared(KnownColumn before, KnownColumn next) => next with
    {
        Type = WideningMatrix.Compare(before.Type, next.Type) is Widening.Wider or Widening.WiderByRewrite ? next.Type : before.Type,
        IsNullable = before.IsNullable,
        KeyOrdinal = before.KeyOrdinal < 0 ? next.KeyOrdinal : before.KeyOrdinal,
    };

    private KnownColumn Gone(KnownColumn column)
        => seen.IsWhole && IsNewest && !column.IsDropped && seen.Clock > column.Clock
            ? column with { IsDropped = true, Version = seen.Clock.Version, Sequence = seen.Clock.Sequence }
            : column;

    private string Fold(string name) => options.TargetOf(name);

    private string TypeOf(ColumnShape column) => ColumnDefinition.For(column, options).SqlType;

    private static bool Holds(TargetColumn stored, string type) => WideningMatrix.Compare(stored.Type.Underlying.Display, type) is Widening.Same or Widening.Narrower;

    private static SchemaChangeKind KindOf(Widening relation, string from, string to) => relation switch
    {
        Widening.Narrower when IsScale(from, to) => SchemaChangeKind.ChangeScale,
        Widening.Narrower => SchemaChangeKind.NarrowType,
        Widening.None => WideningMatrix.CommonDecimal(from, to) is null ? SchemaChangeKind.ChangeType : SchemaChangeKind.ChangeScale,
        _ => IsScale(from, to) ? SchemaChangeKind.ChangeScale : SchemaChangeKind.WidenType,
    };

    private static bool IsScale(string from, string to)
        => SqlType.Parse(from) is { Name: "numeric", Scale: { } before } && SqlType.Parse(to) is { Name: "numeric", Scale: { } after } && before != after;

    private static string Nullable(bool isNullable) => isNullable ? "null" : "not null";
}
