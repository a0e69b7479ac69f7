namespace CdcFunctions.Host.Functions;

/// <summary>One run of a function that a trigger asks for, with its retries.</summary>
internal sealed record Invocation
{
    /// <summary>Nothing beside the payload.</summary>
    public static IReadOnlyDictionary<string, object?> NoData { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>What the trigger's parameter receives.</summary>
    public required object Payload { get; init; }

    /// <summary>Data of the trigger beside the payload.</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = NoData;

    /// <summary>Cancelled when no further attempt should begin: the one that runs may finish.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Cancelled when the function itself should give up.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Told about every failed attempt before the wait for the next.</summary>
    public Action<FailedAttempt>? Failed { get; init; }

    /// <summary>Awaited after the wait, before the next attempt.</summary>
    public Func<Task>? BeforeRetry { get; init; }
}
