using System.Globalization;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>The shortest text that reads back as the same <c>double precision</c>.</summary>
internal readonly struct DoubleForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        BitConverter.Int64BitsToDouble(column.Word(row)).TryFormat(target, out var written, default, CultureInfo.InvariantCulture);
        target[..written].Replace((byte)'E', (byte)'e');
        return written;
    }
}
