using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>Decimals and texts: the bytes as they are.</summary>
internal readonly struct DecimalFromText : IDecimalReader
{
    public static bool IsApproximate => false;

    public static ReadOnlySpan<byte> Read(ColumnBuffer column, int row, Span<byte> scratch) => column.Bytes(row);
}
