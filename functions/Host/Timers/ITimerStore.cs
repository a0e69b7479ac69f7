namespace CdcFunctions.Host.Timers;

/// <summary>Keeps schedules and leases where all replicas see them. Leases are decided by the store's own clock.</summary>
/// <remarks>Thread-safe. Throws while the store is away.</remarks>
public interface ITimerStore
{
    /// <summary>What is stored; null for an unknown function.</summary>
    Task<StoredSchedule?> ReadAsync(string function, CancellationToken cancellation);

    /// <summary>Stores the next slot of a new or changed schedule; leaves one that is known alone.</summary>
    Task RegisterAsync(string function, string schedule, DateTimeOffset nextRun, CancellationToken cancellation);

    /// <summary>Takes the lease when it is free, expired or the owner's own; returns what is stored, or null when another owner holds it.</summary>
    Task<StoredSchedule?> TryLeaseAsync(string function, string schedule, string owner, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Prolongs the lease; false when it has gone to another owner.</summary>
    Task<bool> RenewAsync(string function, string owner, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Gives the lease back and, when a status is given, stores it. Does nothing when the lease has gone.</summary>
    Task ReleaseAsync(string function, string owner, StoredSchedule? status, CancellationToken cancellation);
}
