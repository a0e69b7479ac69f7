namespace Microsoft.Azure.Functions.Worker;

/// <summary>How long the records of a batch may be read from buffers that the host uses again. Thread-safe.</summary>
internal sealed class RecordLease
{
    private readonly Lock _gate = new();
    private volatile bool _isOver;

    /// <summary>Ends it: the buffers are the host's again.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
        }
    }

    /// <summary>Throws when the lease is over.</summary>
    /// <exception cref="InvalidOperationException">The function has returned.</exception>
    public void Require()
    {
        if (_isOver)
        {
            throw new InvalidOperationException("The function has returned, and the bytes of its records are gone. Read Key and Value before it returns; what was read once stays.");
        }
    }

    /// <summary>The bytes as an array of their own; never what the host has written there since.</summary>
    /// <exception cref="InvalidOperationException">The function has returned.</exception>
    public byte[] Copy(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Require();
            return bytes.ToArray();
        }
    }
}
