namespace Microsoft.Azure.Functions.Worker;

/// <summary>Repeats a failed invocation with delays that double up to a maximum.</summary>
/// <param name="maxRetryCount">Most retries; -1 means for ever.</param>
/// <param name="minimumInterval">First delay as <c>HH:mm:ss</c>.</param>
/// <param name="maximumInterval">Longest delay as <c>HH:mm:ss</c>.</param>
public sealed class ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval) : RetryAttribute
{
    /// <summary>Name of this strategy in metadata and host.json.</summary>
    public const string Strategy = "exponentialBackoff";

    /// <summary>Most retries; -1 means for ever.</summary>
    public int MaxRetryCount { get; } = maxRetryCount;

    /// <summary>First delay as <c>HH:mm:ss</c>.</summary>
    public string MinimumInterval { get; } = minimumInterval;

    /// <summary>Longest delay as <c>HH:mm:ss</c>.</summary>
    public string MaximumInterval { get; } = maximumInterval;
}
