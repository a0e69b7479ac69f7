using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Finds the rows of a batch that PostgreSQL refuses, inside the transaction in which all others are applied.</summary>
/// <remarks>
/// Three rounds with ever smaller slices, each one round trip: what passes stands and is not sent again, and a batch of nothing but bad rows is a bounded number of commands. The caller's connection holds the open transaction at the end.
/// </remarks>
internal sealed class RowIsolation(NpgsqlConnection connection, RowCommands rows, RowMending mending)
{
    private readonly SliceRound _round = new(connection);

    /// <summary>Applies what can be applied.</summary>
    /// <param name="fence">First command of the transaction; null in one that is open already.</param>
    /// <param name="size">Rows of the slices tried first.</param>
    /// <param name="cancellation">Gives up; the transaction must be rolled back then.</param>
    /// <returns>Single rows that were refused.</returns>
    public async Task<List<RowSlice>> RunAsync(NpgsqlBatchCommand? fence, int size, CancellationToken cancellation)
    {
        // The batch may have counted rows before it was refused as a whole.
        rows.ForgetCounts();
        await _round.PrepareAsync(cancellation);
        if (fence is null)
        {
            await _round.OpenAsync(cancellation);
        }

        var found = new List<RowSlice>();
        var turns = rows.Turns().ToList();
        foreach (var turn in turns)
        {
            var refused = await _round.NarrowAsync(fence, turn, size, cancellation);
            fence = null;
            var mended = await mending.RunAsync(refused, cancellation);
            found.AddRange(await AgainAsync([.. refused.Except(mended), .. await TryAsync(mended, isBackward: false, cancellation)], turn, cancellation));
        }

        // A row may wait for one of a later turn.
        return turns.Count > 1 ? await AgainAsync(found, rows.Commands, cancellation) : found;
    }

    /// <summary>Letters for the records of refused rows.</summary>
    public static List<DeadLetter> Letters(IEnumerable<RowSlice> refused, SourceEntry? source, ReadOnlyMemory<SourceRecord> records)
        => [.. refused.DistinctBy(Record).Select(row => DeadLetterReasons.Refused(records.Span[Record(row)], source, row.Refusal!))];

    /// <summary>True when what was applied can be kept.</summary>
    /// <remarks>
    /// Not when a refused row is entangled with others of the batch: once the bad records are known, the whole batch without them is applied anew.
    /// </remarks>
    public bool CanBeKept(IReadOnlyList<RowSlice> refused) => !Entanglement.Exists(rows.Tables, refused.ToLookup(row => row.Command.Changes!, Row));

    // A row may wait for another of the batch: its parent, or one that gives a unique value free. Turns go backward and forward, so that a chain of parents needs two at most
    // whichever way it lies; they end when neither direction helps any more.
    private async Task<List<RowSlice>> AgainAsync(List<RowSlice> refused, IReadOnlyCollection<RowCommand> commands, CancellationToken cancellation)
    {
        for (var (turn, fruitless) = (0, 0); fruitless < 2; turn++)
        {
            var hopeful = refused.FindAll(static row => Refusals.MayPass(row.Refusal!));
            if (hopeful.Count == 0 || hopeful.Count == commands.Sum(static command => command.Rows))
            {
                break;
            }

            hopeful = [.. hopeful.OrderBy(row => row.Start)];
            var still = await TryAsync(hopeful, isBackward: turn % 2 == 0, cancellation);
            fruitless = still.Count == hopeful.Count ? fruitless + 1 : 0;
            refused = [.. refused.Except(hopeful), .. still];
        }

        return refused;
    }

    private async Task<List<RowSlice>> TryAsync(List<RowSlice> refused, bool isBackward, CancellationToken cancellation)
        => refused.Count == 0 ? [] : await _round.RunAsync(fence: null, refused.ConvertAll(static row => row with { Refusal = null }), cancellation, isBackward);

    private static int Row(RowSlice row) => row.Command.SourceRows[row.Start];

    private static int Record(RowSlice row) => row.Command.Changes!.Row(Row(row)).RecordIndex;
}
