using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Simulation.Workload;

/// <summary>How a connector writes changes, and what orders of delivery it is capable of.</summary>
internal interface IEventForm
{
    Dialect Dialect { get; }

    string Topic { get; }

    /// <summary>The version of the nth write.</summary>
    (long Version, long Sequence) Version(long n);

    /// <summary>Kafka key and value of a change.</summary>
    (string Key, string Value) Write(Change change, long n);
}
