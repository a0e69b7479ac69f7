namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which retry of an invocation this is.</summary>
public abstract class RetryContext
{
    /// <summary>Retries so far; 0 in the first attempt.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Most retries; -1 means for ever.</summary>
    public abstract int MaxRetryCount { get; }
}
