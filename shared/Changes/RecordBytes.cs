namespace CdcFunctions.Changes;

/// <summary>Bytes of a record's key, value or header: null, or a stretch of an array that may hold other records beside it.</summary>
/// <remarks>Whoever hands them over says how long they stay; see <see cref="SourceRecord"/>.</remarks>
public readonly struct RecordBytes : IEquatable<RecordBytes>
{
    private readonly byte[]? _array;
    private readonly int _start;
    private readonly int _length;

    /// <summary>A stretch of an array.</summary>
    public RecordBytes(byte[] array, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)array.Length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(array.Length - start), nameof(length));
        (_array, _start, _length) = (array, start, length);
    }

    /// <summary>True when there are none, as opposed to none of length 0.</summary>
    public bool IsNull => _array is null;

    /// <summary>True for null as well as for length 0.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>Number of bytes; 0 for null.</summary>
    public int Length => _length;

    /// <summary>The bytes; empty for null.</summary>
    public ReadOnlySpan<byte> Span => new(_array, _start, _length);

    /// <summary>The bytes; empty for null.</summary>
    public ReadOnlyMemory<byte> Memory => new(_array, _start, _length);

    /// <summary>A whole array, or null.</summary>
    public static implicit operator RecordBytes(byte[]? array) => array is null ? default : new RecordBytes(array, 0, array.Length);

    /// <summary>Whether both are the same stretch of the same array.</summary>
    public static bool operator ==(RecordBytes left, RecordBytes right) => left.Equals(right);

    /// <summary>Whether they are not.</summary>
    public static bool operator !=(RecordBytes left, RecordBytes right) => !left.Equals(right);

    /// <summary>The bytes as an array of their own: the one they are in when it holds nothing else, else a copy; null for null.</summary>
    public byte[]? ToArray() => _array is not null && _length == _array.Length ? _array : _array?.AsSpan(_start, _length).ToArray();

    /// <inheritdoc/>
    public bool Equals(RecordBytes other) => ReferenceEquals(_array, other._array) && _start == other._start && _length == other._length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RecordBytes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_array, _start, _length);
}
