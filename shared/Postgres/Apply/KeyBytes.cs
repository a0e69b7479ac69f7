using System.Buffers.Binary;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>The key of a row as bytes: equal keys give equal bytes, and numbers and texts sort as in an index.</summary>
/// <remarks>
/// Tombstones are kept under these bytes, so they must never change: words are big-endian with the sign turned,
/// variable values have their zero bytes escaped and end in 00 01, decimals of a declared scale are written without trailing zeros.
/// </remarks>
internal static class KeyBytes
{
    /// <summary>Writes the key of a row into the arena and returns its word.</summary>
    public static long Append(ReadOnlySpan<ColumnBuffer> keys, int row, ByteArena output)
    {
        var size = 0;
        foreach (var key in keys)
        {
            size += IsWord(key.Shape.Type.Kind) ? 8 : (2 * key.Bytes(row).Length) + 2;
        }

        var target = output.Reserve(size);
        var used = 0;
        foreach (var key in keys)
        {
            used += Write(key, row, target[used..]);
        }

        return output.Commit(used);
    }

    private static int Write(ColumnBuffer key, int row, Span<byte> target)
    {
        if (IsWord(key.Shape.Type.Kind))
        {
            BinaryPrimitives.WriteInt64BigEndian(target, key.Word(row) ^ long.MinValue);
            return 8;
        }

        var bytes = key.Bytes(row);
        return key.Shape.Type is { Kind: ValueKind.Decimal, Scale: not null } ? WriteDecimal(bytes, target) : WriteEscaped(bytes, target);
    }

    private static int WriteEscaped(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        var used = 0;
        if (bytes.Contains((byte)0))
        {
            foreach (var value in bytes)
            {
                target[used++] = value;
                if (value == 0)
                {
                    target[used++] = 0xff;
                }
            }
        }
        else
        {
            bytes.CopyTo(target);
            used = bytes.Length;
        }

        target[used++] = 0;
        target[used++] = 1;
        return used;
    }

    // PostgreSQL holds 1.5, 1.50 and 15E-1 for one key: all become digits and a power of ten. A decimal without a declared scale is
    // identified by its text, as Cassandra does, where 1.5 and 1.50 are two rows.
    private static int WriteDecimal(ReadOnlySpan<byte> text, Span<byte> target)
    {
        Span<byte> plain = stackalloc byte[Math.Min(text.Length, 256)];
        if (text.Length > plain.Length || !ReducedDecimal.TryReduce(text, plain, out var digits, out var exponent))
        {
            return WriteEscaped(text, target);
        }

        // Room for the exponent is always there: reserved is twice the text and two bytes, reduced is at most the text.
        Span<byte> reduced = stackalloc byte[digits + 12];
        plain[..digits].CopyTo(reduced);
        reduced[digits] = (byte)'e';
        exponent.TryFormat(reduced[(digits + 1)..], out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        return WriteEscaped(reduced[..(digits + 1 + written)], target);
    }

    private static bool IsWord(ValueKind kind) => kind switch
    {
        ValueKind.Boolean or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 or ValueKind.Float32 or ValueKind.Float64
            or ValueKind.Date or ValueKind.Time or ValueKind.Timestamp or ValueKind.TimestampTz => true,
        _ => false,
    };
}
