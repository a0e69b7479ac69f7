using CdcFunctions.Benchmarks.Processes;

namespace CdcFunctions.Benchmarks.Peer;

/// <summary>One side of the comparison.</summary>
/// <param name="Name">In figures.</param>
/// <param name="Start">Starts it for a run with a consumer group of its own, from the topic's beginning.</param>
internal sealed record Contender(string Name, Func<string, Task<IRunningSink>> Start);
