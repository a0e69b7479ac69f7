using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary><c>2026-08-20 12:23:45.456+00</c>.</summary>
internal readonly struct TimestampTzForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target) => TimestampForm.Write(column.Word(row), target, "+00"u8);
}
