using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary>Text as microseconds since 1970: a zone is applied, without one the text is UTC.</summary>
internal readonly struct MomentFromTextReader : ITimeReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value, out bool isRounded)
        => Iso8601.TryReadMoment(column.Bytes(row), out value, out isRounded) ? CellFaultKind.None : CellFaultKind.BadFormat;
}
