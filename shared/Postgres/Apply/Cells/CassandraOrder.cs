using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Which of two values of a column is greater: Cassandra settles writes of one time by the unsigned bytes of its serialization.</summary>
internal static class CassandraOrder
{
    /// <summary>Compares two rows' values of a column.</summary>
    public static int Compare(ColumnBuffer column, int left, int right) => column.Shape.Type.Kind switch
    {
        // Serialized as an unsigned number of days around 2^31, so that the signed order holds.
        ValueKind.Date => column.Word(left).CompareTo(column.Word(right)),
        ValueKind.Float32 => ((uint)column.Word(left)).CompareTo((uint)column.Word(right)),
        ValueKind.Boolean or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 or ValueKind.Float64
            or ValueKind.Time or ValueKind.Timestamp or ValueKind.TimestampTz => ((ulong)column.Word(left)).CompareTo((ulong)column.Word(right)),
        ValueKind.Decimal => CompareDecimals(column.Bytes(left), column.Bytes(right)),
        ValueKind.Inet => CompareAddresses(column.Bytes(left), column.Bytes(right)),
        _ => column.Bytes(left).SequenceCompareTo(column.Bytes(right)),
    };

    /// <summary>Compares decimals: the scale as four bytes, then the unscaled number in two's complement.</summary>
    public static int CompareUnscaled(int leftScale, BigInteger left, int rightScale, BigInteger right)
    {
        var scales = ((uint)leftScale).CompareTo((uint)rightScale);
        return scales != 0
            ? scales
            : left.ToByteArray(isBigEndian: true).AsSpan().SequenceCompareTo(right.ToByteArray(isBigEndian: true));
    }

    private static int CompareDecimals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right))
        {
            return 0;
        }

        return TryUnscale(left, out var leftScale, out var leftNumber) && TryUnscale(right, out var rightScale, out var rightNumber)
            ? CompareUnscaled(leftScale, leftNumber, rightScale, rightNumber)
            : left.SequenceCompareTo(right);
    }

    // "12.3400" is 123400 with scale 4, as Java's BigDecimal reads it; "1E+3" is 1 with scale -3.
    private static bool TryUnscale(ReadOnlySpan<byte> text, out int scale, out BigInteger number)
    {
        scale = 0;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0 && !int.TryParse(text[(mark + 1)..], System.Globalization.CultureInfo.InvariantCulture, out scale))
        {
            number = default;
            return false;
        }

        var mantissa = Encoding.ASCII.GetString(mark < 0 ? text : text[..mark]);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        scale = (point < 0 ? 0 : mantissa.Length - point - 1) - scale;
        return BigInteger.TryParse(mantissa.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture, out number);
    }

    private static int CompareAddresses(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        => TryAddress(left, out var a) && TryAddress(right, out var b) ? a.AsSpan().SequenceCompareTo(b) : left.SequenceCompareTo(right);

    private static bool TryAddress(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        var isAddress = IPAddress.TryParse(Encoding.ASCII.GetString(text), out var address);
        bytes = isAddress ? address!.GetAddressBytes() : [];
        return isAddress;
    }
}
