using System.Runtime.CompilerServices;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Transactions;
using Dapper;
using Npgsql;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>Applies dead letters again, by the path and under the guards of consumed events.</summary>
/// <remarks>
/// Each batch is one transaction that also marks its letters: a replay that is killed, or run twice at once, applies nothing twice. An event that is
/// older than what stands in the target settles its letter and changes nothing.
/// </remarks>
public sealed class DeadLetterReplay(NpgsqlDataSource warehouse, TargetBindings targets, SourceCatalog sources)
{
    /// <summary>Letters of one commit: few enough that lanes wait only moments for its locks. A transaction of the source that has more is one commit all the same.</summary>
    private const int BatchSize = 500;

    private readonly ReplayUnits _units = new(warehouse);
    private readonly ReplayTransaction _transaction = new(warehouse, targets, sources);

    /// <summary>Counts the open letters that the filter means, its limit included.</summary>
    public async Task<int> CountAsync(DeadLetterFilter filter, CancellationToken cancellation) => (await CandidatesAsync(filter, cancellation)).Count;

    /// <summary>Replays the open letters that the filter means, in order within each partition.</summary>
    /// <param name="filter">Which; letters that are settled are left alone whatever it says.</param>
    /// <param name="isDryRun">True to undo each batch: the results tell what would happen.</param>
    /// <param name="cancellation">Stops between or inside batches; what was told stands.</param>
    /// <returns>A result for each letter, after the commit.</returns>
    /// <exception cref="NpgsqlException">PostgreSQL is away; the letters told so far are settled, the others are as before.</exception>
    public async IAsyncEnumerable<ReplayResult> RunAsync(DeadLetterFilter filter, bool isDryRun, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var partition in (await CandidatesAsync(filter, cancellation)).GroupBy(letter => (letter.Topic, letter.Partition, letter.Life)))
        {
            foreach (var batch in ReplayUnits.Packed(await _units.OfAsync(sources.Find(partition.Key.Topic), [.. partition], cancellation), BatchSize))
            {
                foreach (var result in await RunAsync(batch, isDryRun, cancellation))
                {
                    yield return result;
                }
            }
        }
    }

    private async Task<List<ReplayCandidate>> CandidatesAsync(DeadLetterFilter filter, CancellationToken cancellation)
    {
        var open = filter with { Statuses = [.. filter.Statuses.Intersect(DeadLetterStatus.Open, StringComparer.Ordinal)] };
        await using var connection = await warehouse.OpenConnectionAsync(cancellation);
        var found = await connection.QueryAsync<ReplayCandidate>(new CommandDefinition(ReplaySql.Candidates, DeadLetterFilterSql.Parameters(open), cancellationToken: cancellation));
        return found.AsList();
    }

    private async Task<List<ReplayResult>> RunAsync(ReplayUnit[] units, bool isDryRun, CancellationToken cancellation)
    {
        try
        {
            return await OnceOrAfterLookingAgainAsync(units, isDryRun, cancellation);
        }
        catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            if (units.Length == 1)
            {
                return await _transaction.RunAsync(units, (record, source) => Refused(record, units[0], source, refused), isDryRun, cancellation);
            }

            var half = units.Length / 2;
            return [.. await RunAsync(units[..half], isDryRun, cancellation), .. await RunAsync(units[half..], isDryRun, cancellation)];
        }
    }

    private static DeadLetter Refused(SourceRecord record, ReplayUnit unit, SourceEntry? source, PostgresException refused) => unit.Letters.Count == 1
        ? DeadLetterReasons.Refused(record, source, refused)
        : ParkedTransactions.Refused(record, unit.Transaction, source!, refused);

    private async Task<List<ReplayResult>> OnceOrAfterLookingAgainAsync(ReplayUnit[] units, bool isDryRun, CancellationToken cancellation)
    {
        try
        {
            return await _transaction.RunAsync(units, known: null, isDryRun, cancellation);
        }
        catch (PostgresException changed) when (FailureClassifier.Classify(changed) == FailureKind.Schema)
        {
            targets.Forget();
            return await _transaction.RunAsync(units, known: null, isDryRun, cancellation);
        }
    }
}
