namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a schedule stands.</summary>
public class ScheduleStatus
{
    /// <summary>Slot that ran last; the default date before the first run.</summary>
    public DateTime Last { get; set; }

    /// <summary>Slot that runs next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was written.</summary>
    public DateTime LastUpdated { get; set; }
}
