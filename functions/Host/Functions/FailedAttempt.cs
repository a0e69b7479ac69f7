namespace CdcFunctions.Host.Functions;

/// <summary>An attempt that threw.</summary>
/// <param name="Retries">Retries before this attempt.</param>
/// <param name="Cause">What was thrown.</param>
/// <param name="NextIn">Wait until the next attempt; null when there is none.</param>
internal sealed record FailedAttempt(int Retries, Exception Cause, TimeSpan? NextIn);
