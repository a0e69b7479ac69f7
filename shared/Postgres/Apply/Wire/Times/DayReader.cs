using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Timestamps at midnight as days; another time of day would be lost.</summary>
internal readonly struct DayReader : ITimeReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value, out bool isRounded)
    {
        isRounded = false;
        value = Math.DivRem(column.Word(row), PostgresEpoch.MicrosecondsPerDay, out var rest);
        return rest == 0 ? CellFaultKind.None : CellFaultKind.TooPrecise;
    }
}
