namespace CdcFunctions.Operations.Resilience;

/// <summary>What a breaker lets through.</summary>
public enum BreakerPhase
{
    /// <summary>Everything.</summary>
    Closed,

    /// <summary>Nothing, until its pause is over.</summary>
    Open,

    /// <summary>One call, the probe, which is under way.</summary>
    HalfOpen,
}
