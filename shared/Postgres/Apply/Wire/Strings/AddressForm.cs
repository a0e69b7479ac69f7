using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>An address as the source writes it; what is no address becomes the empty text.</summary>
internal readonly struct AddressForm : ITextForm
{
    public static int Largest(ColumnBuffer column, int row) => column.Bytes(row).Length;

    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        var text = column.Bytes(row);
        text.CopyTo(target);
        return text.Length;
    }
}
