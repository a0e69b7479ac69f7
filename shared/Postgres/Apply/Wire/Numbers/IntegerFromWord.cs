using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Integers and booleans: the word.</summary>
internal readonly struct IntegerFromWord : IIntegerReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value)
    {
        value = column.Word(row);
        return CellFaultKind.None;
    }
}
