using CdcFunctions.Postgres.Transactions;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>Which ways the transactions of an atomic source have gone in a run.</summary>
/// <param name="Applied">Whole.</param>
/// <param name="WithoutEnd">Those among them that had no END.</param>
/// <param name="Incomplete">By policy, though changes may be missing.</param>
/// <param name="Parked">To the dead letters.</param>
/// <param name="EmptyEnds">ENDs of transactions of which nothing is here.</param>
/// <param name="Streamed">From the stage, a chunk at a time.</param>
internal sealed record TransactionCount(long Applied, long WithoutEnd, long Incomplete, long Parked, long EmptyEnds, long Streamed)
{
    public static TransactionCount Of(IReadOnlyCollection<TransactionTally> tallies, int streamed) => new(
        tallies.Sum(tally => tally.Applied), tallies.Sum(tally => tally.WithoutEnd), tallies.Sum(tally => tally.Incomplete), tallies.Sum(tally => tally.Parked), tallies.Sum(tally => tally.EmptyEnds), streamed);
}
