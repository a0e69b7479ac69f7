using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Days as microseconds at midnight.</summary>
internal readonly struct MidnightReader : ITimeReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value, out bool isRounded)
    {
        (var days, value, isRounded) = (column.Word(row), 0, false);
        if (days is < -PostgresEpoch.EndDay or > PostgresEpoch.EndDay || Math.Abs(days) > long.MaxValue / PostgresEpoch.MicrosecondsPerDay)
        {
            return CellFaultKind.OutOfRange;
        }

        value = days * PostgresEpoch.MicrosecondsPerDay;
        return CellFaultKind.None;
    }
}
