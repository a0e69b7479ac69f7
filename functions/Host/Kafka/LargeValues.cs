namespace CdcFunctions.Host.Kafka;

/// <summary>Lets large values be collected in time: the runtime, which sees a machine with room, would let hundreds of megabytes of them lie. The poll thread's alone.</summary>
/// <param name="collections">How many full collections there have been.</param>
/// <param name="collect">Begins a full collection beside the running work.</param>
internal sealed class LargeValues(Func<int> collections, Action collect)
{
    /// <summary>Bytes of large values between two collections.</summary>
    public const long Most = 64 * 1024 * 1024;

    // Smaller ones are collected with the youngest generation.
    private const int Least = 85_000;

    private long _bytes;
    private int _seen;

    /// <summary>Those of this process.</summary>
    public LargeValues()
        : this(static () => GC.CollectionCount(GC.MaxGeneration), static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false))
    {
    }

    /// <summary>Takes note of a value that came.</summary>
    public void Took(int bytes)
    {
        if (bytes < Least)
        {
            return;
        }

        if (collections() is var now && now != _seen)
        {
            (_seen, _bytes) = (now, 0);
        }

        _bytes += bytes;
        if (_bytes > Most)
        {
            _bytes = 0;
            collect();
        }
    }
}
