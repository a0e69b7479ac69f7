namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Numbers in as few bytes as they need, seven bits each, signed ones with the sign in the lowest bit.</summary>
internal static class Varint
{
    /// <summary>Longest form.</summary>
    public const int Longest = 10;

    /// <summary>Writes an unsigned number and returns its size.</summary>
    public static int Write(Span<byte> target, ulong value)
    {
        var used = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[used++] = (byte)(value | 0x80);
        }

        target[used++] = (byte)value;
        return used;
    }

    /// <summary>Writes a signed number and returns its size.</summary>
    public static int WriteSigned(Span<byte> target, long value) => Write(target, (ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Reads an unsigned number and moves on.</summary>
    /// <exception cref="FormatException">The bytes end inside the number.</exception>
    public static ulong Read(ref ReadOnlySpan<byte> source)
    {
        ulong value = 0;
        for (var i = 0; i < Math.Min(source.Length, Longest); i++)
        {
            value |= (ulong)(source[i] & 0x7f) << (7 * i);
            if (source[i] < 0x80)
            {
                source = source[(i + 1)..];
                return value;
            }
        }

        throw new FormatException("Cell times end inside a number: _cdc_cells was written by something else, or damaged.");
    }

    /// <summary>Reads a signed number and moves on.</summary>
    public static long ReadSigned(ref ReadOnlySpan<byte> source)
    {
        var value = Read(ref source);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
