using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary><c>04:05:11.789</c>.</summary>
internal readonly struct TimeForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target) => TimeText.WriteTime(column.Word(row), target);
}
