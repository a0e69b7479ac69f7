using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>What came of a run.</summary>
/// <param name="Seed">Seed.</param>
/// <param name="Scenario">Whose events it had.</param>
/// <param name="Violations">Broken promises; empty when all were kept.</param>
/// <param name="Faults">What went wrong.</param>
/// <param name="Records">Records settled.</param>
/// <param name="Length">Virtual time it took.</param>
/// <param name="Transactions">Ways that whole transactions have gone.</param>
/// <param name="Trace">Everything that happened.</param>
internal sealed record RunOutcome(int Seed, Scenario Scenario, IReadOnlyList<string> Violations, FaultCount Faults, long Records, TimeSpan Length, TransactionCount Transactions, Trace Trace)
{
    /// <summary>For the person who must find out: the first violations, what led to them, and how to see it again.</summary>
    public string Report(string test)
        => $"""
            seed {Seed} ({Scenario}) broke a promise after {Length} of virtual time:
            {string.Join('\n', Violations.Take(5))}
            The last that happened:
            {Trace.Tail}
            Run it again with: CDC_SEED={Seed} make test TESTS=Simulation FILTER=FullyQualifiedName~{test}
            """;
}
