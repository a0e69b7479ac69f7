using System.Globalization;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>The shortest text that reads back as the same <c>real</c>.</summary>
internal readonly struct SingleForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        BitConverter.Int32BitsToSingle((int)column.Word(row)).TryFormat(target, out var written, default, CultureInfo.InvariantCulture);
        target[..written].Replace((byte)'E', (byte)'e');
        return written;
    }
}
