using System.Buffers.Binary;
using System.Buffers.Text;

namespace CdcFunctions.Postgres.Apply.Wire.Strings;

/// <summary>Reads an IPv4 or IPv6 address from ASCII without an object per address.</summary>
internal static class AddressText
{
    /// <summary>Bytes of an IPv6 address.</summary>
    public const int LargestSize = 16;

    private const int Version4Size = 4;
    private const int Groups = 8;

    /// <summary>Address bytes, their number and the network length (all bits when the text has none).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<byte> address, out int size, out int bits)
    {
        bits = -1;
        var slash = text.IndexOf((byte)'/');
        if (slash >= 0 && !TryReadNumber(text[(slash + 1)..], 128, out bits))
        {
            size = 0;
            return false;
        }

        text = slash >= 0 ? text[..slash] : text;
        size = text.Contains((byte)':') ? LargestSize : Version4Size;
        bits = bits < 0 ? size * 8 : bits;
        return bits <= size * 8 && (size == LargestSize ? TryReadVersion6(text, address) : TryReadVersion4(text, address));
    }

    private static bool TryReadVersion4(ReadOnlySpan<byte> text, Span<byte> address)
    {
        for (var i = 0; i < Version4Size; i++)
        {
            var dot = text.IndexOf((byte)'.');
            if (dot < 0 != (i == Version4Size - 1) || !TryReadNumber(dot < 0 ? text : text[..dot], 255, out var part))
            {
                return false;
            }

            address[i] = (byte)part;
            text = text[(dot + 1)..];
        }

        return true;
    }

    private static bool TryReadVersion6(ReadOnlySpan<byte> text, Span<byte> address)
    {
        int group = 0, gap = -1;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            text = text[2..];
        }

        while (!text.IsEmpty && group < Groups)
        {
            var colon = text.IndexOf((byte)':');
            var part = colon < 0 ? text : text[..colon];
            if (colon < 0 && part.Contains((byte)'.'))
            {
                if (group > Groups - 2 || !TryReadVersion4(part, address[(2 * group)..]))
                {
                    return false;
                }

                group += 2;
                text = default;
                break;
            }

            if (part.Length is 0 or > 4 || !Utf8Parser.TryParse(part, out ushort value, out var read, 'x') || read != part.Length)
            {
                return false;
            }

            BinaryPrimitives.WriteUInt16BigEndian(address[(2 * group++)..], value);
            text = text[part.Length..];
            if (text.StartsWith("::"u8) && gap < 0)
            {
                gap = group;
                text = text[2..];
            }
            else if (text.Length > 1)
            {
                text = text[1..];
            }
            else if (text.Length == 1)
            {
                return false;
            }
        }

        return text.IsEmpty && (gap < 0 ? group == Groups : group < Groups && Widen(address, gap, group));
    }

    private static bool Widen(Span<byte> address, int gap, int groups)
    {
        var tail = address[(2 * gap)..(2 * groups)];
        var moved = LargestSize - tail.Length;
        tail.CopyTo(address[moved..]);
        address[(2 * gap)..moved].Clear();
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<byte> text, int largest, out int number)
        => Utf8Parser.TryParse(text, out number, out var read) && read == text.Length && read <= 3 && number >= 0 && number <= largest && text[0] is >= (byte)'0' and <= (byte)'9';
}
