using System.Globalization;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Single precision: the shortest text that reads back as the same number.</summary>
internal readonly struct DecimalFromSingle : IDecimalReader
{
    public static bool IsApproximate => true;

    public static ReadOnlySpan<byte> Read(ColumnBuffer column, int row, Span<byte> scratch)
    {
        BitConverter.Int32BitsToSingle((int)column.Word(row)).TryFormat(scratch, out var written, default, CultureInfo.InvariantCulture);
        return scratch[..written];
    }
}
