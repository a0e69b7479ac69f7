using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Single precision, exactly.</summary>
internal readonly struct FloatFromSingle : IFloatReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out double value, out bool isRounded)
    {
        (value, isRounded) = (BitConverter.Int32BitsToSingle((int)column.Word(row)), false);
        return CellFaultKind.None;
    }
}
