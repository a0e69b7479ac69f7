using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Text as days: <c>2026-08-20</c>, with a time only when it is midnight.</summary>
internal readonly struct DayFromTextReader : ITimeReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value, out bool isRounded)
    {
        var isMoment = Iso8601.TryReadMoment(column.Bytes(row), out var microseconds, out isRounded);
        value = Math.DivRem(microseconds, PostgresEpoch.MicrosecondsPerDay, out var rest);
        return !isMoment ? CellFaultKind.BadFormat : rest == 0 && !isRounded ? CellFaultKind.None : CellFaultKind.TooPrecise;
    }
}
