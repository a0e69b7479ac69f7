using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Finds the records that PostgreSQL refuses among those that are merged cell by cell, inside the transaction in which all others are applied.</summary>
/// <remarks>
/// A row is merged from all events of its key, so a refused row does not tell which of them is bad. First all keys are written but the refused ones. Then the events of the
/// refused keys follow in order of arrival, one of each key at a time, merged with what stands by then: a row that is refused now names its record. Round trips grow with
/// the events of the busiest refused key, not with the number of bad rows.
/// </remarks>
internal sealed class CellIsolation(NpgsqlConnection connection, SourceEntry source, CellMending mending, Func<SourceRecord[], Task<CellTrial>> prepare)
{
    // A key with more events than this is found by halves in fewer round trips.
    private const int MostEvents = 32;

    private const int FirstSlice = 100;

    private readonly SliceRound _round = new(connection);
    private readonly List<DeadLetter> _letters = [];
    private readonly List<TableTally> _tallies = [];
    private readonly HashSet<long> _settled = [];

    /// <summary>Letters for the records that were refused.</summary>
    public IReadOnlyList<DeadLetter> Letters => _letters;

    /// <summary>Counts of what was applied.</summary>
    public IReadOnlyList<TableTally> Tallies => _tallies;

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues { get; private set; }

    /// <summary>Applies what can be applied. The transaction is open and its locks are taken.</summary>
    /// <param name="records">Good records as far as they could be judged without PostgreSQL.</param>
    /// <param name="refused">Why they were refused together.</param>
    /// <param name="cancellation">Gives up; the transaction must be rolled back then.</param>
    /// <exception cref="PostgresException">They cannot be told apart this way, or another failure than that of a row.</exception>
    public async Task RunAsync(SourceRecord[] records, PostgresException refused, CancellationToken cancellation)
    {
        await _round.PrepareAsync(cancellation);
        var keys = new List<Queue<SourceRecord>>();
        for (var pending = records; await TryAsync(pending, refused, cancellation) is { Count: > 0 } bad; pending = Without(pending, bad))
        {
            keys.AddRange(bad.Select(key => new Queue<SourceRecord>(key.Records)));
        }

        if (keys.Exists(key => key.Count > MostEvents))
        {
            throw refused;
        }

        while (Next(keys) is { Length: > 0 } round)
        {
            while (await TryAsync(round, refused, cancellation) is { Count: > 0 } bad)
            {
                _letters.AddRange(bad.Where(key => key is { Records.Length: 1, CanBeMended: false } && _settled.Add(key.Records[0].Offset)).Select(key => key.Letter(key.Records[0])));
                keys.AddRange(bad.Where(key => key.CanBeMended).Select(key => new Queue<SourceRecord>(key.Records)));

                // Two events of different keys may meet in one row, as a range delete does with another event: they come again, one by one.
                keys.AddRange(bad.Where(key => key.Records.Length > 1).Select(key => new Queue<SourceRecord>(key.Records)));
                round = Without(round, bad);
            }

            _settled.UnionWith(round.Select(record => record.Offset));
        }
    }

    private SourceRecord[] Next(List<Queue<SourceRecord>> keys)
    {
        var round = new SortedList<long, SourceRecord>();
        foreach (var key in keys)
        {
            while (key.TryDequeue(out var record))
            {
                if (!_settled.Contains(record.Offset))
                {
                    round[record.Offset] = record;
                    break;
                }
            }
        }

        return [.. round.Values];
    }

    private static SourceRecord[] Without(SourceRecord[] records, List<RefusedKey> bad)
    {
        var offsets = bad.SelectMany(key => key.Records).Select(record => record.Offset).ToHashSet();
        return [.. records.Where(record => !offsets.Contains(record.Offset))];
    }

    // Applies all of the records, or none and tells the keys that are refused.
    private async Task<List<RefusedKey>> TryAsync(SourceRecord[] records, PostgresException before, CancellationToken cancellation)
    {
        if (records.Length == 0)
        {
            return [];
        }

        await ExecuteAsync("savepoint cdc_trial", cancellation);
        using var trial = await prepare(records);
        try
        {
            var faults = await trial.Cells.RunAsync(
                connection, first => first.BatchCommands.Add(trial.Cells.RequireColumns()), writes => writes.ExecuteNonQueryAsync(cancellation), records, cancellation);
            if (faults.Count > 0)
            {
                await ExecuteAsync("rollback to savepoint cdc_trial", cancellation);
                return faults.ConvertAll(fault => new RefusedKey([fault.Record], _ => fault));
            }
        }
        catch (PostgresException refused) when (FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            await ExecuteAsync("rollback to savepoint cdc_trial; savepoint cdc_slice", cancellation);
            var slices = trial.Cells.IsOneWave ? await _round.NarrowAsync(fence: null, trial.Cells.Commands, FirstSlice, cancellation) : [];
            var keys = new List<RefusedKey>(slices.Count);
            foreach (var slice in slices)
            {
                keys.Add(await KeyAsync(trial, slice, cancellation));
            }

            await ExecuteAsync("rollback to savepoint cdc_trial", cancellation);

            // Refused together and not one by one: the caller knows another way.
            return keys.Count > 0 ? keys : throw before;
        }

        _tallies.AddRange(trial.Cells.Tallies());
        RoundedValues += trial.Cells.RoundedValues;
        return [];
    }

    private async Task<RefusedKey> KeyAsync(CellTrial trial, RowSlice slice, CancellationToken cancellation)
    {
        var records = trial.Of(slice);
        return new RefusedKey(records, record => DeadLetterReasons.Refused(record, source, slice.Refusal!))
        {
            CanBeMended = records.Length == 1 && await mending.FindAsync(slice.Command.Target, slice.Command.Changes!, trial.Records, records[0], cancellation),
        };
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
