using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>What <c>cdc dlq</c> sets in motion.</summary>
public interface IDeadLetterActions
{
    /// <summary>Finds dead letters.</summary>
    Task<DeadLetterPage> ListAsync(CdcOptions options, DeadLetterFilter filter, CancellationToken cancellation);

    /// <summary>One letter with its content; null when there is none of this number.</summary>
    Task<DeadLetterContent?> FindAsync(CdcOptions options, long id, CancellationToken cancellation);

    /// <summary>Marks open letters as not needed and returns them.</summary>
    Task<IReadOnlyList<DeadLetterEntry>> DiscardAsync(CdcOptions options, DeadLetterFilter filter, CancellationToken cancellation);

    /// <summary>Replays open letters; a dry run undoes everything.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="filter">Which letters.</param>
    /// <param name="isDryRun">True to change nothing.</param>
    /// <param name="session">For the log.</param>
    /// <param name="counted">Told how many letters there are before the first is replayed.</param>
    /// <param name="cancellation">Stops; what was returned is settled.</param>
    IAsyncEnumerable<ReplayResult> ReplayAsync(
        CdcOptions options, DeadLetterFilter filter, bool isDryRun, CommandSession session, Action<int> counted, CancellationToken cancellation);
}
