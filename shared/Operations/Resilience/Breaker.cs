namespace CdcFunctions.Operations.Resilience;

/// <summary>Stops calls to something that has failed several times in a row, and lets one probe through after a pause.</summary>
/// <remarks>
/// Thread-safe. Polly's own breaker counts a share of failures inside a window of time; attempts that back off to a minute need failures in a row.
/// </remarks>
public sealed class Breaker(BreakerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private volatile int _failures;
    private BreakerPhase _phase;
    private long _openedAt;

    /// <summary>Who is told of its changes.</summary>
    public IBreakerListener? Listener { get; set; }

    /// <summary>What it lets through now.</summary>
    public BreakerPhase Phase
    {
        get
        {
            lock (_gate)
            {
                return _phase;
            }
        }
    }

    /// <summary>True when it is open and its pause is over: the next call is the probe.</summary>
    public bool IsProbeDue
    {
        get
        {
            lock (_gate)
            {
                return _phase == BreakerPhase.Open && Remaining() == TimeSpan.Zero;
            }
        }
    }

    /// <summary>Asks to begin a call.</summary>
    public BreakerPass Enter()
    {
        lock (_gate)
        {
            switch (_phase)
            {
                case BreakerPhase.Closed:
                    return new BreakerPass(IsAdmitted: true, IsProbe: false, TimeSpan.Zero);
                case BreakerPhase.Open when Remaining() == TimeSpan.Zero:
                    _phase = BreakerPhase.HalfOpen;
                    break;
                default:
                    return new BreakerPass(IsAdmitted: false, IsProbe: false, _phase == BreakerPhase.Open ? Remaining() : TimeSpan.Zero);
            }
        }

        Listener?.Changed(BreakerPhase.HalfOpen);
        return new BreakerPass(IsAdmitted: true, IsProbe: true, TimeSpan.Zero);
    }

    /// <summary>A call has succeeded, whichever: what failed answers again.</summary>
    public void Succeeded()
    {
        if (_failures == 0)
        {
            return;
        }

        bool wasClosed;
        lock (_gate)
        {
            wasClosed = _phase == BreakerPhase.Closed;
            _phase = BreakerPhase.Closed;
            _failures = 0;
        }

        if (!wasClosed)
        {
            Listener?.Changed(BreakerPhase.Closed);
        }

        Listener?.Recovered();
    }

    /// <summary>A call has failed. A late failure of a call that began before the breaker opened changes nothing.</summary>
    public void Failed(BreakerPass pass)
    {
        lock (_gate)
        {
            _failures++;
            var opens = pass.IsProbe ? _phase == BreakerPhase.HalfOpen : _phase == BreakerPhase.Closed && _failures >= options.Failures;
            if (!opens)
            {
                return;
            }

            _phase = BreakerPhase.Open;
            _openedAt = time.GetTimestamp();
        }

        Listener?.Changed(BreakerPhase.Open);
    }

    /// <summary>A call was given up without an outcome: a probe's place is free again.</summary>
    public void GivenUp(BreakerPass pass)
    {
        if (!pass.IsProbe)
        {
            return;
        }

        lock (_gate)
        {
            if (_phase == BreakerPhase.HalfOpen)
            {
                // The pause was over when the probe began, and still is.
                _phase = BreakerPhase.Open;
            }
        }
    }

    private TimeSpan Remaining()
    {
        var remaining = options.Pause - time.GetElapsedTime(_openedAt);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
