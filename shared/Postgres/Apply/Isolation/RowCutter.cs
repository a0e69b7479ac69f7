namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Cuts slices from a statement's arrays, in ascending order, walking over the arrays once.</summary>
internal sealed class RowCutter(RowCommand whole)
{
    private readonly int[] _positions = [.. whole.Arrays.Select(_ => Wire.WireArray.FirstElement)];
    private int _row;

    /// <summary>The statement for the slice's rows only.</summary>
    public RowCommand Cut(RowSlice slice)
    {
        var part = new RowCommand(whole.Target, whole.Sql, whole.ReturnsCount, slice.Count) { IsDelete = whole.IsDelete, IsDrop = whole.IsDrop };
        for (var n = 0; n < whole.Arrays.Count; n++)
        {
            var array = whole.Arrays[n];
            var cut = part.AddArray(array.Type);
            if (array.Count == 0)
            {
                // A parameter that none of the rows needs.
                continue;
            }

            var from = array.Skip(_positions[n], slice.Start - _row);
            _positions[n] = array.Skip(from, slice.Count);
            cut.AppendElements(array, from, _positions[n], slice.Count);
        }

        _row = slice.Start + slice.Count;
        return part;
    }
}
