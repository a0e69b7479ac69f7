namespace CdcFunctions.Postgres.Apply.Staleness;

/// <summary>How far a source's clock is behind this host's, judged from how old its newest events look when they arrive.</summary>
/// <remarks>
/// <para>
/// A wrong clock and a late event look alike in one event, not in many: a clock is wrong by the same time all along, while the lag of
/// a connector or of this host shrinks as they catch up. So the smallest age of each stretch of ten seconds is kept, and only when four
/// stretches agree it is believed to be the clock, the usual time of travel included. What was believed holds until four agree on another.
/// </para>
/// <para>Not thread-safe.</para>
/// </remarks>
internal sealed class ClockSkew
{
    private const long StretchUs = 10_000_000;
    private const int Stretches = 4;

    // Connectors read in bursts: the newest event of a stretch is now younger, now older.
    private const long MostJitterUs = 20_000_000;

    // A time zone mistaken for another is 14 hours at most. Beyond that the events are old, however steady they come.
    private const long MostSkewUs = 15 * 3_600_000_000L;

    private readonly (long Stretch, long AgeUs)[] _ages = new (long Stretch, long AgeUs)[Stretches];
    private int _count;

    /// <summary>What is believed, microseconds; below 0 for a source whose clock is ahead.</summary>
    public long BehindUs { get; private set; }

    /// <summary>Takes in the newest event of a batch.</summary>
    /// <param name="nowUs">This host's clock, microseconds since 1970-01-01 UTC.</param>
    /// <param name="newestUs">The event's time by the source's clock.</param>
    /// <returns>True when what is believed has changed by a second or more.</returns>
    public bool Observe(long nowUs, long newestUs)
    {
        var (stretch, age) = (nowUs / StretchUs, nowUs - newestUs);
        if (_count > 0 && _ages[0].Stretch == stretch)
        {
            _ages[0].AgeUs = Math.Min(_ages[0].AgeUs, age);
        }
        else
        {
            _ages.AsSpan(0, Stretches - 1).CopyTo(_ages.AsSpan(1));
            _ages[0] = (stretch, age);
            _count = Math.Min(_count + 1, Stretches);
        }

        return _count == Stretches && Believe();
    }

    private bool Believe()
    {
        var (least, most) = (long.MaxValue, long.MinValue);
        foreach (var (_, age) in _ages)
        {
            (least, most) = (Math.Min(least, age), Math.Max(most, age));
        }

        if (most - least > MostJitterUs || Math.Abs(least) > MostSkewUs)
        {
            return false;
        }

        var before = BehindUs;
        BehindUs = least;
        return Math.Abs(BehindUs - before) >= 1_000_000;
    }
}
