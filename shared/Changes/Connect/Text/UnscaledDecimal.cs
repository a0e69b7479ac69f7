using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace CdcFunctions.Changes.Connect.Text;

/// <summary>Connect's exact decimals: a whole number in big-endian two's complement, and a scale.</summary>
internal static class UnscaledDecimal
{
    // PostgreSQL's numeric holds 131,072 digits; more bytes cannot fit and would take long to print.
    private const int MostBytes = 54_427;

    // A plain text with more zeros than this is written with an exponent.
    private const int MostZeros = 1_000;

    /// <summary>Appends the decimal text; false for bytes that are no number of a sensible size.</summary>
    public static bool TryAppend(ReadOnlySpan<byte> bigEndian, int scale, ByteArena arena, out long word)
    {
        word = 0;
        if (bigEndian.IsEmpty || bigEndian.Length > MostBytes)
        {
            return false;
        }

        Span<byte> small = stackalloc byte[48];
        int length;
        if (bigEndian.Length <= 8)
        {
            ToInt64(bigEndian).TryFormat(small, out length);
        }
        else if (bigEndian.Length <= 16)
        {
            ToInt128(bigEndian).TryFormat(small, out length);
        }
        else
        {
            word = AppendScaled(Encoding.ASCII.GetBytes(new BigInteger(bigEndian, isBigEndian: true).ToString(CultureInfo.InvariantCulture)), scale, arena);
            return true;
        }

        word = AppendScaled(small[..length], scale, arena);
        return true;
    }

    private static long AppendScaled(ReadOnlySpan<byte> number, int scale, ByteArena arena)
    {
        if (scale == 0)
        {
            return arena.Append(number);
        }

        var isNegative = number[0] == '-';
        var digits = isNegative ? number[1..] : number;
        if (scale < 0 || scale - (long)digits.Length > MostZeros)
        {
            return AppendWithExponent(number, -(long)scale, arena);
        }

        var zeros = Math.Max(0, scale + 1 - digits.Length);
        var room = arena.Reserve(number.Length + zeros + 1);
        var at = 0;
        if (isNegative)
        {
            room[at++] = (byte)'-';
        }

        room.Slice(at, zeros).Fill((byte)'0');
        digits.CopyTo(room[(at + zeros)..]);
        var end = at + zeros + digits.Length;
        room[(end - scale)..end].CopyTo(room[(end - scale + 1)..]);
        room[end - scale] = (byte)'.';
        return arena.Commit(end + 1);
    }

    private static long AppendWithExponent(ReadOnlySpan<byte> number, long exponent, ByteArena arena)
    {
        var room = arena.Reserve(number.Length + 24);
        number.CopyTo(room);
        room[number.Length] = (byte)'E';
        exponent.TryFormat(room[(number.Length + 1)..], out var written);
        return arena.Commit(number.Length + 1 + written);
    }

    private static long ToInt64(ReadOnlySpan<byte> bytes)
    {
        long value = (sbyte)bytes[0];
        for (var i = 1; i < bytes.Length; i++)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private static Int128 ToInt128(ReadOnlySpan<byte> bytes)
    {
        Span<byte> full = stackalloc byte[16];
        full.Fill((sbyte)bytes[0] < 0 ? (byte)0xFF : (byte)0);
        bytes.CopyTo(full[(16 - bytes.Length)..]);
        return BinaryPrimitives.ReadInt128BigEndian(full);
    }
}
