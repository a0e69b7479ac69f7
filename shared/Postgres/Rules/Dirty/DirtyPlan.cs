using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>The columns of a bound table that have policies of their own; most tables have none.</summary>
internal static class DirtyPlan
{
    private static readonly DirtyKind[] OfValues =
    [
        DirtyKind.NullInNotNull, DirtyKind.TooLong, DirtyKind.OutOfRange, DirtyKind.TooPrecise, DirtyKind.BadEncoding, DirtyKind.BadEnum, DirtyKind.BadJson, DirtyKind.WrongType,
    ];

    /// <summary>The columns, by index.</summary>
    public static IReadOnlyList<DirtyColumn> For(TargetState target, TableChanges changes, TableOptions options)
    {
        var columns = new List<DirtyColumn>();
        for (var index = 0; index < changes.Columns.Count; index++)
        {
            var shape = changes.Columns[index].Shape;
            if (target.Shape.Has(index) && Array.Exists(OfValues, kind => options.DirtyPolicy(shape.Name, kind) != DirtyDataPolicy.DeadLetter))
            {
                columns.Add(new DirtyColumn(index, target.Shape.Encoder(index), shape.IsKey, options, shape.Name));
            }
        }

        return columns;
    }

    /// <summary>Those of them whose values PostgreSQL may still refuse.</summary>
    public static IReadOnlyList<DirtyColumn> JudgedByServer(IReadOnlyList<DirtyColumn> columns) => [.. columns.Where(static column => !column.IsKey && column.Encoder.IsJudgedByServer)];
}
