using CdcFunctions.Simulation.Workload;

namespace CdcFunctions.Simulation.Log;

/// <summary>One record of the simulated log, with what its maker meant by it: the oracle reads the meaning, the product the bytes.</summary>
internal sealed record SimRecord(long Offset, byte[]? Key, byte[]? Value, Meaning Meaning);
