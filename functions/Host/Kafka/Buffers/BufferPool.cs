namespace CdcFunctions.Host.Kafka.Buffers;

/// <summary>Buffers that hold the bytes of queued records, used again and again: as arrays of their own, records that wait would be most of what the collector has to move. Thread-safe.</summary>
internal sealed class BufferPool
{
    /// <summary>Bytes of one buffer: small, because each lane that has records holds at least one.</summary>
    public const int BufferBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _free = [];
    private int _fewestFree;

    /// <summary>Overwrites what comes back, so that tests notice whoever reads it too late.</summary>
    public static bool Scrubs { get; set; }

    /// <summary>Buffers that nobody uses.</summary>
    public int Free
    {
        get
        {
            lock (_gate)
            {
                return _free.Count;
            }
        }
    }

    /// <summary>A buffer; what is in it means nothing.</summary>
    public byte[] Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out var buffer))
            {
                _fewestFree = Math.Min(_fewestFree, _free.Count);
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>(BufferBytes);
    }

    /// <summary>Takes buffers back that nobody reads any more.</summary>
    public void Return(IEnumerable<byte[]> buffers)
    {
        lock (_gate)
        {
            foreach (var buffer in buffers)
            {
                if (Scrubs)
                {
                    buffer.AsSpan().Fill(0xDD);
                }

                _free.Push(buffer);
            }
        }
    }

    /// <summary>Lets go of the buffers that were not needed since the last time.</summary>
    public void Trim()
    {
        lock (_gate)
        {
            for (; _fewestFree > 0; _fewestFree--)
            {
                _free.Pop();
            }

            _fewestFree = _free.Count;
            _free.TrimExcess();
        }
    }
}
