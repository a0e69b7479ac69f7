using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>How the columns of a batch stand in the target table.</summary>
internal sealed class CellColumns
{
    /// <summary>Binds columns.</summary>
    /// <param name="keys">Key columns in the order of the unique index.</param>
    /// <param name="numbers">By column of the batch: the target column's number, or 0 for keys and for columns that are left out.</param>
    /// <param name="valueNumbers">Numbers of all value columns of the target, the batch's or not.</param>
    /// <param name="added">Numbers of columns that the source does not have.</param>
    public CellColumns(ColumnBuffer[] keys, int[] numbers, int[] valueNumbers, int[]? added = null)
    {
        Added = added ?? [];
        Keys = keys;
        SourceKeys = [.. keys.OrderBy(k => k.Shape.KeyOrdinal)];
        Numbers = numbers;
        ValueNumbers = [.. valueNumbers.Order()];
        Highest = ValueNumbers.Length == 0 ? 0 : ValueNumbers[^1];
    }

    /// <summary>Key columns in the order of the unique index.</summary>
    public ColumnBuffer[] Keys { get; }

    /// <summary>Key columns as the source declares them: partition key first, then clustering.</summary>
    public ColumnBuffer[] SourceKeys { get; }

    /// <summary>Target column number by column of the batch, 0 for none.</summary>
    public int[] Numbers { get; }

    /// <summary>Numbers of all value columns of the target, ascending.</summary>
    public int[] ValueNumbers { get; }

    /// <summary>Numbers of columns that the source does not have.</summary>
    public int[] Added { get; }

    /// <summary>Highest value column number.</summary>
    public int Highest { get; }
}
