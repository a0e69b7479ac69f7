using CdcFunctions.Host.Functions;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>How the handling of one batch talks to its lane.</summary>
internal sealed record BatchRun
{
    /// <summary>Cancelled when no further attempt should begin.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>Cancelled when the function should give up.</summary>
    public required CancellationToken Cancellation { get; init; }

    /// <summary>Takes note that this record and all before it are handled.</summary>
    public required Action<KafkaRecord> Done { get; init; }

    /// <summary>Takes note of a failed attempt.</summary>
    public required Action<FailedAttempt> Failed { get; init; }

    /// <summary>Awaited before the next attempt.</summary>
    public required Func<Task> BeforeRetry { get; init; }
}
