using System.Globalization;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Integers and booleans.</summary>
internal readonly struct DecimalFromInteger : IDecimalReader
{
    public static bool IsApproximate => false;

    public static ReadOnlySpan<byte> Read(ColumnBuffer column, int row, Span<byte> scratch)
    {
        column.Word(row).TryFormat(scratch, out var written, default, CultureInfo.InvariantCulture);
        return scratch[..written];
    }
}
