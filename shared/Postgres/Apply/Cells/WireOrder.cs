using System.Buffers.Binary;
using System.Numerics;
using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>The same order as <see cref="CassandraOrder"/> for two values in PostgreSQL's binary form: the stored one and the one that came.</summary>
internal static class WireOrder
{
    private const int InetHeader = 4;

    /// <summary>Compares two values of a type.</summary>
    /// <param name="typeName">Name in <c>pg_type</c>; types without a rule of their own come as text and compare by its bytes.</param>
    /// <param name="left">Binary form.</param>
    /// <param name="right">Binary form.</param>
    public static int Compare(string typeName, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => typeName switch
    {
        "date" when left.Length == sizeof(int) && right.Length == sizeof(int)
            => BinaryPrimitives.ReadInt32BigEndian(left).CompareTo(BinaryPrimitives.ReadInt32BigEndian(right)),
        "timestamp" or "timestamptz" when left.Length == sizeof(long) && right.Length == sizeof(long)
            => SinceUnixEpoch(left).CompareTo(SinceUnixEpoch(right)),
        "numeric" when TryUnscale(left, out var leftScale, out var leftNumber) && TryUnscale(right, out var rightScale, out var rightNumber)
            => CassandraOrder.CompareUnscaled(leftScale, leftNumber, rightScale, rightNumber),
        "inet" or "cidr" when left.Length > InetHeader && right.Length > InetHeader
            => left[InetHeader..].SequenceCompareTo(right[InetHeader..]),
        _ => left.SequenceCompareTo(right),
    };

    private static ulong SinceUnixEpoch(ReadOnlySpan<byte> value)
        => (ulong)(BinaryPrimitives.ReadInt64BigEndian(value) + PostgresEpoch.UnixMicroseconds);

    // numeric_send: count of base-10000 digits, weight of the first, sign, scale, digits; two bytes each.
    private static bool TryUnscale(ReadOnlySpan<byte> value, out int scale, out BigInteger number)
    {
        (scale, number) = (0, BigInteger.Zero);
        if (value.Length < 8)
        {
            return false;
        }

        var count = BinaryPrimitives.ReadInt16BigEndian(value);
        var weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        scale = BinaryPrimitives.ReadInt16BigEndian(value[6..]);
        if (sign is not (0 or 0x4000) || value.Length < 8 + (2 * count))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            number = (number * 10_000) + BinaryPrimitives.ReadInt16BigEndian(value[(8 + (2 * i))..]);
        }

        // The digits end at 10^(4 · (weight − count + 1)); the scale says where the unscaled number ends.
        var shift = (4 * (weight - count + 1)) + scale;
        number = shift >= 0 ? number * BigInteger.Pow(10, shift) : number / BigInteger.Pow(10, -shift);
        number = sign == 0 ? number : -number;
        return true;
    }
}
