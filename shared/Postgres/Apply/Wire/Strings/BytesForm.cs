using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary><c>\x</c> and two lower-case hexadecimal digits per byte.</summary>
internal readonly struct BytesForm : ITextForm
{
    public static int Largest(ColumnBuffer column, int row) => 2 + (2 * column.Bytes(row).Length);

    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        var bytes = column.Bytes(row);
        @"\x"u8.CopyTo(target);
        Convert.TryToHexStringLower(bytes, target[2..], out var written);
        return 2 + written;
    }
}
