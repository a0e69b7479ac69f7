using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>One one-dimensional PostgreSQL array in binary wire form, in pooled memory: the value of a parameter.</summary>
/// <remarks>
/// Not thread-safe. Layout: dimensions, null flag, element oid, length, lower bound 1 (int32 each), then per element its length as int32
/// (-1 for NULL) and its bytes. Send it as <c>new NpgsqlParameter { Value = array, DataTypeName = array.Type.ArrayName }</c> on a
/// data source built with <see cref="WireArrayDataSource.UseWireArrays"/>; it must not change until the command is sent.
/// </remarks>
public sealed partial class WireArray : IDisposable
{
    private const int FirstSize = 4096;
    private const int LargestKept = 4 * 1024 * 1024;
    private const int HeaderSize = 20;
    private const int EmptySize = 12;

    // PostgreSQL refuses a field of 1 GB; batches are bounded far below.
    private const int LargestSize = 0x3fff_ffff;

    private byte[] _bytes;
    private int _length = HeaderSize;
    private int _nulls;

    /// <summary>Begins an empty array of this element type.</summary>
    public WireArray(WireType type)
    {
        Type = type;
        _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    }

    /// <summary>Element type.</summary>
    public WireType Type { get; private set; }

    /// <summary>Number of elements, NULLs included.</summary>
    public int Count { get; private set; }

    /// <summary>Values that lost digits the target type cannot hold (below microseconds, below a float's precision).</summary>
    public long RoundedValues { get; set; }

    /// <summary>Size of the wire form in bytes.</summary>
    public int Size => Count == 0 ? EmptySize : _length;

    /// <summary>The wire form; valid until the array changes.</summary>
    public ReadOnlyMemory<byte> ToWire()
    {
        var header = _bytes.AsSpan(0, HeaderSize);
        BinaryPrimitives.WriteInt32BigEndian(header, Count == 0 ? 0 : 1);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], _nulls == 0 ? 0 : 1);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], Type.Oid);
        BinaryPrimitives.WriteInt32BigEndian(header[12..], Count);
        BinaryPrimitives.WriteInt32BigEndian(header[16..], 1);
        return _bytes.AsMemory(0, Size);
    }

    /// <summary>Gives back memory beyond what a column of an ordinary batch needs: the next batch may use this array for another column, and in time all would be as large as the largest.</summary>
    public void Shrink()
    {
        if (_bytes.Length > LargestKept)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
            Clear(Type);
        }
    }

    /// <summary>Forgets the elements, keeps the memory, and takes another element type.</summary>
    public void Clear(WireType type)
    {
        Type = type;
        (_length, Count, _nulls, RoundedValues) = (HeaderSize, 0, 0, 0);
    }

    /// <summary>Where the array ends now; <see cref="Rewind"/> returns to it.</summary>
    public WireMark Mark() => new(_length, Count, _nulls);

    /// <summary>Takes back what was appended after the mark.</summary>
    public void Rewind(WireMark mark) => (_length, Count, _nulls) = (mark.Length, mark.Count, mark.Nulls);

    /// <summary>Room of at least this size for one element; <see cref="Commit"/> takes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - _length - sizeof(int) < size)
        {
            Grow(size);
        }

        return _bytes.AsSpan(_length + sizeof(int));
    }

    /// <summary>Makes the first bytes of the reserved room the next element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Commit(int size)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), size);
        _length += sizeof(int) + size;
        Count++;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        var needed = (long)_length + sizeof(int) + size;
        if (needed > LargestSize)
        {
            throw new InvalidOperationException($"An array parameter of {needed} bytes is beyond PostgreSQL's limit of 1 GB. Make the batch smaller (maxBatchSize).");
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(LargestSize, Math.Max(needed, _bytes.Length * 2L)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
