using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>A clustering value as bytes that compare, unsigned, as Cassandra sorts the rows of a partition.</summary>
/// <remarks>
/// Range tombstones are kept under these bytes, so they must never change. Each value begins with 01, so that FF after a prefix is beyond
/// every row with that prefix; no value's bytes are the beginning of another's; a descending column has its bytes inverted.
/// </remarks>
internal static class ClusteringBytes
{
    /// <summary>Byte that stands beyond every value.</summary>
    public const byte Beyond = 0xff;

    private const byte Start = 1;

    /// <summary>Appends a row's value; false for kinds whose order in Cassandra is not known here.</summary>
    public static bool TryAppend(List<byte> output, ColumnBuffer column, int row, bool isDescending)
        => TryAppend(output, column.Shape.Type, column.Word(row), IsWord(column.Shape.Type.Kind) ? default : column.Bytes(row), isDescending);

    /// <summary>Appends a value given as word or bytes.</summary>
    public static bool TryAppend(List<byte> output, ColumnType type, long word, ReadOnlySpan<byte> bytes, bool isDescending)
    {
        output.Add(Start);
        var start = output.Count;
        var isKnown = AppendValue(output, type, word, bytes);
        if (isDescending)
        {
            for (var i = start; i < output.Count; i++)
            {
                output[i] = (byte)~output[i];
            }
        }

        return isKnown;
    }

    /// <summary>True for kinds that are held in a word.</summary>
    public static bool IsWord(ValueKind kind) => kind is ValueKind.Boolean or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64
        or ValueKind.Float32 or ValueKind.Float64 or ValueKind.Date or ValueKind.Time or ValueKind.Timestamp or ValueKind.TimestampTz;

    private static bool AppendValue(List<byte> output, ColumnType type, long word, ReadOnlySpan<byte> bytes)
    {
        switch (type.Kind)
        {
            case ValueKind.Float32:
                AppendWord(output, Sortable(BitConverter.Int32BitsToSingle((int)word)));
                return true;
            case ValueKind.Float64:
                AppendWord(output, Sortable(BitConverter.Int64BitsToDouble(word)));
                return true;
            case ValueKind.Text or ValueKind.Bytes:
                AppendEscaped(output, bytes);
                return true;
            case ValueKind.Uuid when bytes.Length == 16:
                AppendUuid(output, bytes, string.Equals(type.SourceName, "timeuuid", StringComparison.OrdinalIgnoreCase));
                return true;
            case ValueKind.Inet when IPAddress.TryParse(Encoding.UTF8.GetString(bytes), out var address):
                AppendEscaped(output, address.GetAddressBytes());
                return true;
            case ValueKind.Decimal:
                return TryAppendDecimal(output, bytes);
            case ValueKind.Interval or ValueKind.Json or ValueKind.Xml or ValueKind.Uuid or ValueKind.Inet:
                return false;
            default:
                AppendWord(output, word);
                return true;
        }
    }

    private static void AppendWord(List<byte> output, long signed)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, signed ^ long.MinValue);
        output.AddRange(bytes);
    }

    // Java's Double.compare: -0.0 before 0.0, NaN after everything.
    private static long Sortable(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
        return double.IsNaN(value) ? long.MaxValue : bits ^ ((bits >> 63) & long.MaxValue);
    }

    private static void AppendEscaped(List<byte> output, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            output.Add(value);
            if (value == 0)
            {
                output.Add(0xff);
            }
        }

        output.Add(0);
        output.Add(1);
    }

    // UUIDType sorts by version, then version 1 by its time; TimeUUIDType by time and then by signed bytes.
    private static void AppendUuid(List<byte> output, ReadOnlySpan<byte> uuid, bool isTimeUuid)
    {
        var version = uuid[6] >> 4;
        output.Add((byte)version);
        if (version == 1 || isTimeUuid)
        {
            output.AddRange(uuid[6..8]);
            output.AddRange(uuid[4..6]);
            output.AddRange(uuid[..4]);
        }
        else
        {
            output.AddRange(uuid[..8]);
        }

        foreach (var value in uuid[8..])
        {
            output.Add(isTimeUuid ? (byte)(value ^ 0x80) : value);
        }
    }

    // Sign, place of the first digit, digits; a negative number has the rest inverted.
    private static bool TryAppendDecimal(List<byte> output, ReadOnlySpan<byte> text)
    {
        Span<byte> reduced = stackalloc byte[Math.Min(text.Length, 1024)];
        if (text.Length > reduced.Length || !ReducedDecimal.TryReduce(text, reduced, out var count, out var exponent))
        {
            return false;
        }

        var digits = reduced[..count];
        if (digits is [(byte)'0'])
        {
            output.Add(0x80);
            return true;
        }

        var isNegative = digits[0] == '-';
        digits = isNegative ? digits[1..] : digits;
        output.Add((byte)(isNegative ? 0x7f : 0x81));
        var start = output.Count;
        Span<byte> place = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(place, (digits.Length + exponent) ^ int.MinValue);
        output.AddRange(place);
        output.AddRange(digits);
        output.Add(0);
        for (var i = start; isNegative && i < output.Count; i++)
        {
            output[i] = (byte)~output[i];
        }

        return true;
    }
}
