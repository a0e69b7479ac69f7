using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>The words PostgreSQL itself reads as <c>boolean</c>, written out or as their first letter.</summary>
internal readonly struct BooleanFromText : IIntegerReader
{
    public static CellFaultKind Read(ColumnBuffer column, int row, out long value)
    {
        var text = column.Bytes(row).Trim((byte)' ');
        var isTrue = Is(text, "true"u8) || Is(text, "t"u8) || Is(text, "yes"u8) || Is(text, "y"u8) || Is(text, "on"u8) || Is(text, "1"u8);
        var isFalse = Is(text, "false"u8) || Is(text, "f"u8) || Is(text, "no"u8) || Is(text, "n"u8) || Is(text, "off"u8) || Is(text, "0"u8);
        value = isTrue ? 1 : 0;
        return isTrue || isFalse ? CellFaultKind.None : CellFaultKind.BadFormat;
    }

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(text, word);
}
