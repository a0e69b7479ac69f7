using CdcFunctions.Changes;

namespace CdcFunctions.Host.Kafka.Buffers;

/// <summary>The buffers in which one lane's records wait, filled one after the other in the order of their offsets. Not thread-safe: the lane guards it.</summary>
internal sealed class LaneBuffers(BufferPool pool)
{
    /// <summary>Longest key or value that is kept in a buffer; a longer one has an array of its own.</summary>
    public const int Longest = 16 * 1024;

    private readonly Queue<Filled> _filled = new();
    private Filled? _last;

    /// <summary>Bytes that stay as they are until the record is released.</summary>
    /// <param name="lent">Bytes that may change after the call, unless they are longer than <see cref="Longest"/>.</param>
    /// <param name="offset">Offset of their record.</param>
    public RecordBytes Keep(RecordBytes lent, long offset)
    {
        if (lent.IsEmpty || lent.Length > Longest)
        {
            return lent.IsEmpty && !lent.IsNull ? Array.Empty<byte>() : lent;
        }

        if (_last is null || _last.Room < lent.Length)
        {
            _last = new Filled(pool.Rent());
            _filled.Enqueue(_last);
        }

        return _last.Add(lent, offset);
    }

    /// <summary>Hands over the buffers that hold nothing beyond this offset.</summary>
    public List<byte[]> Release(long offset)
    {
        var released = new List<byte[]>();
        while (_filled.TryPeek(out var first) && first.Offset <= offset)
        {
            released.Add(_filled.Dequeue().Buffer);
        }

        _last = _filled.Count == 0 ? null : _last;
        return released;
    }

    /// <summary>Forgets all buffers. They go to nobody: a batch may still read the first.</summary>
    public void Forget()
    {
        _filled.Clear();
        _last = null;
    }

    private sealed class Filled(byte[] buffer)
    {
        private int _used;

        public byte[] Buffer => buffer;

        public long Offset { get; private set; }

        public int Room => buffer.Length - _used;

        public RecordBytes Add(RecordBytes bytes, long offset)
        {
            bytes.Span.CopyTo(buffer.AsSpan(_used));
            var kept = new RecordBytes(buffer, _used, bytes.Length);
            (_used, Offset) = (_used + bytes.Length, offset);
            return kept;
        }
    }
}
