using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Single precision without a fraction.</summary>
internal readonly struct IntegerFromSingle : IIntegerReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value)
        => IntegerFromDouble.Read(BitConverter.Int32BitsToSingle((int)column.Word(row)), out value);
}
