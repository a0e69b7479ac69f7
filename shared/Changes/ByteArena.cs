using System.Buffers;

namespace CdcFunctions.Changes;

/// <summary>Growing pooled memory that holds the variable-length values of one table's batch.</summary>
/// <remarks>Not thread-safe. A slice is named by a word: start in the high 32 bits, length in the low.</remarks>
public sealed class ByteArena : IDisposable
{
    private byte[] _bytes = [];

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    /// <summary>Copies the bytes in and returns their word.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        return Commit(bytes.Length);
    }

    /// <summary>Free room of at least this size at the end; <see cref="Commit"/> takes it.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Grow(size);
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Takes the first <paramref name="size"/> bytes of the reserved room and returns their word.</summary>
    public long Commit(int size)
    {
        var word = ((long)Length << 32) | (uint)size;
        Length += size;
        return word;
    }

    /// <summary>The bytes a word names.</summary>
    public ReadOnlySpan<byte> Read(long word) => _bytes.AsSpan((int)(word >> 32), (int)word);

    /// <summary>Forgets the contents and keeps the memory.</summary>
    public void Clear() => Length = 0;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
        Length = 0;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + size), Math.Max(4096, _bytes.Length * 2)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
