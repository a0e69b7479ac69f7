using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Integers; beyond 2^53 to the nearest double.</summary>
internal readonly struct FloatFromInteger : IFloatReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out double value, out bool isRounded)
    {
        var word = column.Word(row);
        value = word;
        isRounded = (Int128)value != word;
        return CellFaultKind.None;
    }
}
