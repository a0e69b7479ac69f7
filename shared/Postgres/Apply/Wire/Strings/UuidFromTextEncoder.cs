using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Text into <c>uuid</c>: 32 hexadecimal digits in any case, with or without hyphens and braces.</summary>
internal sealed class UuidFromTextEncoder(CellContext context) : CellEncoder(context, WireType.Uuid)
{
    private const int Size = 16;

    protected override CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output)
    {
        var text = column.Bytes(row).Trim((byte)' ');
        if (text.Length > 2 && text[0] == '{' && text[^1] == '}')
        {
            text = text[1..^1];
        }

        if (!TryRead(text, output.Reserve(Size)))
        {
            return CellFaultKind.BadFormat;
        }

        output.Commit(Size);
        return CellFaultKind.None;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, Span<byte> target)
    {
        var digits = 0;
        foreach (var character in text)
        {
            // As PostgreSQL: a hyphen may stand after any group of four digits.
            if (character == '-' && digits > 0 && digits % 4 == 0 && digits < 2 * Size)
            {
                continue;
            }

            var value = HexDigit(character);
            if (value < 0 || digits == 2 * Size)
            {
                return false;
            }

            target[digits >> 1] = (byte)((digits & 1) == 0 ? value << 4 : target[digits >> 1] | value);
            digits++;
        }

        return digits == 2 * Size;
    }

    private static int HexDigit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => -1,
    };
}
