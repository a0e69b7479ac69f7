using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Double precision, exactly.</summary>
internal readonly struct FloatFromDouble : IFloatReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out double value, out bool isRounded)
    {
        (value, isRounded) = (BitConverter.Int64BitsToDouble(column.Word(row)), false);
        return CellFaultKind.None;
    }
}
