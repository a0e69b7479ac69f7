using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary><c>2026-08-20</c>.</summary>
internal readonly struct DateForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        var date = CivilDate.FromUnixDays(column.Word(row));
        var written = TimeText.WriteDate(date, target);
        return written + TimeText.WriteEra(date, target[written..]);
    }
}
