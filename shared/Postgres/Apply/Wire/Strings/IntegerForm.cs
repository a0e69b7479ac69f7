using System.Globalization;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Digits and sign.</summary>
internal readonly struct IntegerForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        column.Word(row).TryFormat(target, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
