namespace CdcFunctions.Operations.Resilience;

/// <summary>Whether a call may begin.</summary>
/// <param name="IsAdmitted">True when it may; its outcome must be told to the breaker then.</param>
/// <param name="IsProbe">True for the one call of a half-open breaker.</param>
/// <param name="RetryAfter">Time until a refused call is worth another try; zero while a probe is under way.</param>
public readonly record struct BreakerPass(bool IsAdmitted, bool IsProbe, TimeSpan RetryAfter);
