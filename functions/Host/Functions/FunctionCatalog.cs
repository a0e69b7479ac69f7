using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Timers;

namespace CdcFunctions.Host.Functions;

/// <summary>The functions of this process: those that run, with their triggers, and those that do not.</summary>
internal sealed record FunctionCatalog
{
    /// <summary>Functions fed from Kafka.</summary>
    public required IReadOnlyList<KafkaTrigger> KafkaTriggers { get; init; }

    /// <summary>Functions on a schedule.</summary>
    public required IReadOnlyList<TimerTrigger> TimerTriggers { get; init; }

    /// <summary>Functions that do not run, and why.</summary>
    public required IReadOnlyList<DisabledFunction> Disabled { get; init; }

    /// <summary>Settings of host.json without effect.</summary>
    public required IReadOnlyList<IgnoredSetting> IgnoredSettings { get; init; }
}
