namespace Microsoft.Azure.Functions.Worker;

/// <summary>Repeats a failed invocation with the same delay every time.</summary>
/// <param name="maxRetryCount">Most retries; -1 means for ever.</param>
/// <param name="delayInterval">Delay as <c>HH:mm:ss</c>.</param>
public sealed class FixedDelayRetryAttribute(int maxRetryCount, string delayInterval) : RetryAttribute
{
    /// <summary>Name of this strategy in metadata and host.json.</summary>
    public const string Strategy = "fixedDelay";

    /// <summary>Most retries; -1 means for ever.</summary>
    public int MaxRetryCount { get; } = maxRetryCount;

    /// <summary>Delay as <c>HH:mm:ss</c>.</summary>
    public string DelayInterval { get; } = delayInterval;
}
