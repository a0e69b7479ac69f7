using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Several shapes of one table as one, for a table that is made when its source has changed already.</summary>
internal static class ShapeUnion
{
    /// <summary>All columns, each with the widest type it was seen with; key and clock of the last shape.</summary>
    public static SeenShape Of(IReadOnlyList<SeenShape> shapes, TableOptions options)
    {
        var columns = new List<ColumnShape>();
        foreach (var column in shapes.SelectMany(static shape => shape.Columns))
        {
            var at = columns.FindIndex(known => string.Equals(known.Name, column.Name, StringComparison.Ordinal));
            if (at < 0)
            {
                columns.Add(column);
            }
            else if (WideningMatrix.Compare(TypeOf(columns[at], options), TypeOf(column, options)) != Widening.Narrower)
            {
                columns[at] = column;
            }
        }

        var last = shapes[^1];
        var key = last.Columns.Where(static column => column.IsKey).ToDictionary(static column => column.Name, static column => column.KeyOrdinal, StringComparer.Ordinal);
        return last with { Columns = key.Count == 0 ? columns : [.. columns.Select(column => column with { KeyOrdinal = key.GetValueOrDefault(column.Name, -1) })] };
    }

    private static string TypeOf(ColumnShape column, TableOptions options) => ColumnDefinition.For(column, options).SqlType;
}
