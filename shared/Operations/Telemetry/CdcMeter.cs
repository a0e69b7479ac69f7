using System.Diagnostics.Metrics;

namespace CdcFunctions.Operations.Telemetry;

/// <summary>The meter that owns this product's instruments, for <c>dotnet-counters</c>, OpenTelemetry and every other listener. Without one an instrument costs a look at a flag.</summary>
public static class CdcMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "CdcFunctions";

    /// <summary>The meter. It lives as long as the process.</summary>
    public static Meter Instance { get; } = new(Name, typeof(CdcMeter).Assembly.GetName().Version?.ToString());
}
