namespace CdcFunctions.Operations.Resilience;

/// <summary>The end of a wait. The wall clock may be set back by an hour meanwhile: it does not count.</summary>
public readonly record struct Deadline
{
    private readonly TimeProvider _time;
    private readonly long _begun;
    private readonly TimeSpan _after;

    /// <summary>Begins to wait.</summary>
    public Deadline(TimeProvider time, TimeSpan after) => (_time, _begun, _after) = (time, time.GetTimestamp(), after);

    /// <summary>What is left; never negative.</summary>
    public TimeSpan Left => TimeSpan.FromTicks(Math.Max(0, (_after - _time.GetElapsedTime(_begun)).Ticks));

    /// <summary>Whether the time is up.</summary>
    public bool IsOver => Left == TimeSpan.Zero;
}
