using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Encodes some cells of a statement again, after their values were changed in the batch.</summary>
internal static class RowPatch
{
    /// <summary>Encodes a column's cells of some rows; false when one does not fit, and then nothing has changed.</summary>
    /// <param name="command">The statement.</param>
    /// <param name="column">Source column, which it touches.</param>
    /// <param name="positions">Positions of the rows, ascending.</param>
    public static bool TryApply(RowCommand command, int column, IEnumerable<int> positions)
    {
        var (encoder, at) = (command.Target.Shape.Encoder(column), command.ArrayOf(column));
        var (old, patched) = (command.Arrays[at], WireArrayPool.Rent(encoder.Wire));
        var (from, row) = (WireArray.FirstElement, 0);
        void Keep(int rows)
        {
            var to = old.Skip(from, rows);
            patched.AppendElements(old, from, to, rows);
            (from, row) = (to, row + rows);
        }

        foreach (var position in positions)
        {
            Keep(position - row);
            if (!encoder.TryAppend(command.Changes!.Columns[column], command.SourceRows[position], patched, out _))
            {
                WireArrayPool.Return(patched);
                return false;
            }

            (from, row) = (old.Skip(from, 1), row + 1);
        }

        Keep(old.Count - row);
        patched.RoundedValues = old.RoundedValues;
        command.Exchange(at, patched);
        return true;
    }
}
