using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Finds the records that PostgreSQL refuses among those that are merged cell by cell, inside the transaction in which all others are applied.</summary>
/// <remarks>
/// A row is merged from all events of its key, so a refused row does not tell which of them is bad. First all keys are written but the refused ones. Then the events of the
/// refused keys follow, see <see cref="SuspectEvents"/>, merged with what stands by then: a row that is refused and was merged from one event names its record. Round trips grow
/// with the bad events of the busiest key, not with the number of bad rows.
/// </remarks>
internal sealed class CellIsolation(NpgsqlConnection connection, SourceEntry source, CellMending mending, Func<SourceRecord[], Task<CellTrial>> prepare, int firstSlice)
{
    private const string GiveUp = "rollback to savepoint cdc_trial; release savepoint cdc_trial";

    private readonly SliceRound _round = new(connection);
    private readonly SuspectEvents _suspects = new();
    private readonly List<DeadLetter> _letters = [];
    private readonly List<TableTally> _tallies = [];

    /// <summary>Letters for the records that were refused.</summary>
    public IReadOnlyList<DeadLetter> Letters => _letters;

    /// <summary>Counts of what was applied.</summary>
    public IReadOnlyList<TableTally> Tallies => _tallies;

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues { get; private set; }

    /// <summary>Applies what can be applied of records that will be refused as a whole. The transaction is open and its locks are taken.</summary>
    /// <param name="whole">Good records as far as they could be judged without PostgreSQL.</param>
    /// <param name="cancellation">Gives up; the transaction must be rolled back then.</param>
    /// <exception cref="PostgresException">They cannot be told apart this way, or another failure than that of a row.</exception>
    public async Task RunAsync(CellTrial whole, CancellationToken cancellation)
    {
        await _round.PrepareAsync(cancellation);
        var trial = whole;
        for (var pending = whole.Records; pending.Length > 0; trial = null)
        {
            (var bad, pending) = await TryAsync(trial ?? await prepare(pending), isRefused: trial is not null, cancellation);
            foreach (var key in bad.Where(key => key.IsUnclear || !IsParked(key)))
            {
                _suspects.Add(key.Records);
            }
        }

        while (_suspects.Next() is { Length: > 0 } round)
        {
            while (round.Length > 0)
            {
                (var bad, round) = await TryAsync(await prepare(round), isRefused: false, cancellation);
                bad.FindAll(key => !IsParked(key)).ForEach(key => _suspects.Again(key.Records));
            }
        }
    }

    // A row that was merged from one event alone names it.
    private bool IsParked(RefusedKey key)
    {
        if (key.Records.Length > 1 || key.CanBeMended)
        {
            return false;
        }

        if (_suspects.Settle(key.Records[0]))
        {
            _letters.Add(key.Letter(key.Records[0]));
        }

        return true;
    }

    // Applies records and tells the keys that are refused, and what is left to be tried without them.
    private async Task<(List<RefusedKey> Bad, SourceRecord[] Others)> TryAsync(CellTrial tried, bool isRefused, CancellationToken cancellation)
    {
        using var trial = tried;
        await ExecuteAsync("savepoint cdc_trial", cancellation);
        isRefused &= trial.Cells.IsOneWave;
        try
        {
            var faults = await trial.Cells.RunAsync(
                connection, first => first.BatchCommands.Add(trial.Cells.RequireColumns()), writes => isRefused ? Task.CompletedTask : writes.ExecuteNonQueryAsync(cancellation), trial.Records, cancellation);
            if (faults.Count > 0)
            {
                await ExecuteAsync(GiveUp, cancellation);
                return Without(trial.Records, faults.ConvertAll(fault => new RefusedKey([fault.Record], _ => fault)));
            }

            if (!isRefused)
            {
                await KeepAsync(trial, cancellation);
                return ([], []);
            }
        }
        catch (PostgresException refused) when (trial.Cells is { IsOneWave: true, IsEncoded: true } && FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            await ExecuteAsync("rollback to savepoint cdc_trial", cancellation);
        }

        return await NarrowAsync(trial, cancellation);
    }

    private async Task<(List<RefusedKey> Bad, SourceRecord[] Others)> NarrowAsync(CellTrial trial, CancellationToken cancellation)
    {
        await _round.OpenAsync(cancellation);
        var slices = await _round.NarrowAsync(fence: null, trial.Cells.Commands, firstSlice, cancellation, mayMeet: false);
        var keys = new List<RefusedKey>(slices.Count);
        foreach (var slice in slices)
        {
            keys.Add(await KeyAsync(trial, slice, cancellation));
        }

        if (trial.Cells.TryTakeOut(slices.ConvertAll(static slice => (slice.Command, slice.Start))))
        {
            await using var marks = new NpgsqlBatch(connection);
            trial.Cells.AddMarks(marks);
            marks.BatchCommands.Add(new NpgsqlBatchCommand(SliceRound.Release));
            await marks.ExecuteNonQueryAsync(cancellation);
            await KeepAsync(trial, cancellation);
            return (keys, []);
        }

        await ExecuteAsync(GiveUp, cancellation);
        return Without(trial.Records, keys);
    }

    private async Task KeepAsync(CellTrial trial, CancellationToken cancellation)
    {
        await ExecuteAsync("release savepoint cdc_trial", cancellation);
        _tallies.AddRange(trial.Cells.Tallies());
        RoundedValues += trial.Cells.RoundedValues;
    }

    private static (List<RefusedKey> Bad, SourceRecord[] Others) Without(SourceRecord[] records, List<RefusedKey> bad)
    {
        var offsets = bad.SelectMany(static key => key.Records).Select(static record => record.Offset).ToHashSet();
        return (bad, Array.FindAll(records, record => !offsets.Contains(record.Offset)));
    }

    private async Task<RefusedKey> KeyAsync(CellTrial trial, RowSlice slice, CancellationToken cancellation)
    {
        var records = trial.Of(slice);
        return new RefusedKey(records, record => DeadLetterReasons.Refused(record, source, slice.Refusal!))
        {
            CanBeMended = records.Length == 1 && await mending.FindAsync(slice.Command.Target, slice.Command.Changes!, trial.Records, records[0], cancellation),
            IsUnclear = Refusals.MayPass(slice.Refusal!),
        };
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
