using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Hosts;

namespace CdcFunctions.Simulation;

[Collection(nameof(Simulation))]
public sealed class SeedTests
{
    private static readonly ParallelOptions EveryCore = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    [Theory]
    [MemberData(nameof(Seeds.Blocks), MemberType = typeof(Seeds))]
    public void Every_promise_is_kept(int first, int count)
    {
        var outcomes = new RunOutcome[count];
        Parallel.For(0, count, EveryCore, n => outcomes[n] = Run(first + n));

        Assert.All(outcomes, outcome => Assert.True(outcome.Violations.Count == 0, outcome.Report(nameof(Every_promise_is_kept))));
        Assert.All(outcomes, outcome => Assert.True(outcome is { Records: >= 1_000, Faults.Total: >= 20 }, $"seed {outcome.Seed}: {outcome.Records} records, {outcome.Faults.Total} faults"));
    }

    [Fact]
    public void Every_kind_of_fault_happens()
    {
        var counts = Enumerable.Range(1, 12).Select(seed => SimulatedRun.Of(seed).Faults).ToList();

        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.True(counts.Sum(faults => faults[kind]) > 0, $"{kind} never happened"));
    }

    [Fact]
    public void Transactions_go_every_way_that_there_is()
    {
        // One with each policy for incomplete transactions.
        var counts = Enumerable.Range(0, 12).Select(n => (4 * n) + 3).Select(seed => SimulatedRun.Of(seed).Transactions).ToList();

        Assert.All(
            new Func<TransactionCount, long>[] { ways => ways.Applied, ways => ways.WithoutEnd, ways => ways.Incomplete, ways => ways.Parked, ways => ways.EmptyEnds, ways => ways.Streamed },
            way => Assert.True(counts.Sum(way) > 5, string.Join('\n', counts)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void One_seed_is_one_run(int seed)
    {
        var (once, again) = (SimulatedRun.Of(seed), SimulatedRun.Of(seed));

        Assert.Equal((once.Trace.Lines, once.Trace.Hash), (again.Trace.Lines, again.Trace.Hash));
    }

    private static RunOutcome Run(int seed)
    {
        if (!Seeds.IsOne)
        {
            return SimulatedRun.Of(seed);
        }

        Directory.CreateDirectory("simulation");
        using var copy = new StreamWriter(Path.Combine("simulation", FormattableString.Invariant($"seed-{seed}.txt")));
        return SimulatedRun.Of(seed, copy: copy);
    }
}
