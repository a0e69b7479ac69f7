namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Cuts slices from a statement's arrays, in ascending order, walking over the arrays once.</summary>
internal sealed class RowCutter(RowCommand whole)
{
    private readonly int[] _positions = [.. whole.Arrays.Select(_ => Wire.WireArray.FirstElement)];
    private int _row;

    /// <summary>The statement without some of its rows.</summary>
    /// <param name="whole">The statement; it stays as it is.</param>
    /// <param name="positions">Positions of the rows, ascending.</param>
    public static RowCommand Without(RowCommand whole, IReadOnlyList<int> positions)
    {
        var (cutter, part) = (new RowCutter(whole), new RowCommand(whole.Target, whole.Sql, whole.Rows - positions.Count) { Listing = whole.Listing, Columns = whole.Columns, IsDelete = whole.IsDelete, IsDrop = whole.IsDrop });
        AddArrays(whole, part);
        var start = 0;
        foreach (var end in positions.Append(whole.Rows))
        {
            cutter.Append(part, start, end - start);
            start = end + 1;
        }

        var bad = positions.ToHashSet();
        part.ComeFrom(whole.Changes!, [.. whole.SourceRows.Where((_, position) => !bad.Contains(position))]);
        return part;
    }

    /// <summary>The statement for the slice's rows only; its command tag tells how many took effect.</summary>
    public RowCommand Cut(RowSlice slice)
    {
        var part = new RowCommand(whole.Target, whole.Listing ?? whole.Sql, slice.Count);
        AddArrays(whole, part);
        Append(part, slice.Start, slice.Count);
        return part;
    }

    private static void AddArrays(RowCommand whole, RowCommand part)
    {
        foreach (var array in whole.Arrays)
        {
            part.AddArray(array.Type).RoundedValues = array.RoundedValues;
        }
    }

    private void Append(RowCommand part, int start, int count)
    {
        for (var n = 0; n < whole.Arrays.Count; n++)
        {
            // An array without elements is a parameter that none of the rows needs.
            var array = whole.Arrays[n];
            if (array.Count > 0)
            {
                var from = array.Skip(_positions[n], start - _row);
                _positions[n] = array.Skip(from, count);
                part.Arrays[n].AppendElements(array, from, _positions[n], count);
            }
        }

        _row = start + count;
    }
}
