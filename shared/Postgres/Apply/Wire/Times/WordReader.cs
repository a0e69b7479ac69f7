using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>The word as it is.</summary>
internal readonly struct WordReader : ITimeReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value, out bool isRounded)
    {
        (value, isRounded) = (column.Word(row), false);
        return CellFaultKind.None;
    }
}
