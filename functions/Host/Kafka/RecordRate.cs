namespace CdcFunctions.Host.Kafka;

/// <summary>Records a second over the last seconds. Written by one thread, read by any.</summary>
internal sealed class RecordRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private long _total;
    private long _totalBefore;
    private long _stampBefore = time.GetTimestamp();
    private double _perSecond;

    public long Total => Volatile.Read(ref _total);

    public double PerSecond => Volatile.Read(ref _perSecond);

    public void Add(int records) => Volatile.Write(ref _total, _total + records);

    /// <summary>Moves the average on; called several times a second.</summary>
    public void Tick()
    {
        var now = time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_stampBefore, now);
        if (elapsed < TimeSpan.FromSeconds(1))
        {
            return;
        }

        var current = (_total - _totalBefore) / elapsed.TotalSeconds;
        var weight = Math.Min(1, elapsed / Window);
        Volatile.Write(ref _perSecond, _perSecond + (weight * (current - _perSecond)));
        (_totalBefore, _stampBefore) = (_total, now);
    }
}
