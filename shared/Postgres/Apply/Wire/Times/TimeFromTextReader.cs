using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Text as microseconds since midnight; a zone is left aside, as PostgreSQL does.</summary>
internal readonly struct TimeFromTextReader : ITimeReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value, out bool isRounded)
        => Iso8601.TryReadTime(column.Bytes(row), out value, out _, out isRounded) ? CellFaultKind.None : CellFaultKind.BadFormat;
}
