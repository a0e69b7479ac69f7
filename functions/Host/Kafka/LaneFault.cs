namespace CdcFunctions.Host.Kafka;

/// <summary>Why a lane stopped.</summary>
/// <param name="Message">What happened and what to do, for a person.</param>
/// <param name="ReopenAfter">Wait until the lane tries again from its stored position; null for never.</param>
internal sealed record LaneFault(string Message, TimeSpan? ReopenAfter);
