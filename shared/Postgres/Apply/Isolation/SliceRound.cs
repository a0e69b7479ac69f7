using System.Runtime.ExceptionServices;
using CdcFunctions.Postgres.Checkpoints;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Tries many slices in one round trip, each for itself: those that PostgreSQL refuses are undone, the others stand.</summary>
/// <remarks>
/// Each slice goes out as <c>rollback to s; slice; release s; savepoint s</c>, with one error barrier at the end. When the slice passes, the savepoint moves behind it and the next
/// rollback undoes nothing; when it is refused, PostgreSQL skips the two commands behind it and the next rollback undoes the slice alone. There is one savepoint at any time.
/// </remarks>
internal sealed class SliceRound(NpgsqlConnection connection)
{
    private const string Savepoint = "savepoint cdc_slice";

    /// <summary>Ends the slices; all that passed stands in the transaction around them.</summary>
    public const string Release = "release savepoint cdc_slice";

    /// <summary>Takes back what was done since the last slice that passed.</summary>
    public const string Undo = "rollback to savepoint cdc_slice";

    /// <summary>Prepares the commands between slices: prepared by themselves among refused ones, they would be lost for the rest of the round.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in new[] { Release, Savepoint, Undo })
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(command));
        }

        await batch.PrepareAsync(cancellation);
    }

    /// <summary>Sets the savepoint in a transaction that is open already.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        await using var open = new NpgsqlCommand(Savepoint, connection);
        await open.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs statements in three rounds with ever smaller slices: what passes stands and is not sent again.</summary>
    /// <param name="fence">First command of a transaction that begins now; null in one whose savepoint is set already.</param>
    /// <param name="commands">The statements.</param>
    /// <param name="size">Rows of the slices tried first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="mayMeet">False when rows of a statement that are one row for PostgreSQL must not be written one after the other.</param>
    /// <returns>Single rows that were refused.</returns>
    public async Task<List<RowSlice>> NarrowAsync(NpgsqlBatchCommand? fence, IEnumerable<RowCommand> commands, int size, CancellationToken cancellation, bool mayMeet = true)
    {
        List<RowSlice> refused = [.. commands.Select(command => new RowSlice(command, 0, command.Rows))];
        foreach (var rows in new[] { size, (int)Math.Ceiling(Math.Sqrt(size)), 1 }.Distinct())
        {
            refused = await RunAsync(fence, [.. refused.SelectMany(slice => slice.Split(rows))], cancellation);
            fence = null;
            if (!mayMeet && refused.Find(static slice => slice.Refusal!.SqlState == PostgresErrorCodes.CardinalityViolation) is { } met)
            {
                ExceptionDispatchInfo.Throw(met.Refusal!);
            }
        }

        return refused;
    }

    /// <summary>Runs the slices inside a transaction.</summary>
    /// <param name="fence">First command of a transaction that begins now; null in one that is open already.</param>
    /// <param name="slices">Slices, those of one statement in ascending order.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="isBackward">True to try the last slice first.</param>
    /// <returns>The slices that were refused for their rows.</returns>
    /// <exception cref="PostgresException">Another failure than that of a row; the transaction is of no use any more.</exception>
    public async Task<List<RowSlice>> RunAsync(NpgsqlBatchCommand? fence, IReadOnlyList<RowSlice> slices, CancellationToken cancellation, bool isBackward = false)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (fence is not null)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
            batch.BatchCommands.Add(fence);

            // What is checked at the commit would not name its row.
            batch.BatchCommands.Add(new NpgsqlBatchCommand(CheckpointSql.CheckAtOnce));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Savepoint) { AppendErrorBarrier = true });
        }

        var sent = new List<(RowSlice Slice, RowCommand Part)>(slices.Count);
        try
        {
            foreach (var ofCommand in slices.GroupBy(slice => slice.Command))
            {
                var cutter = new RowCutter(ofCommand.Key);
                foreach (var slice in ofCommand)
                {
                    sent.Add((slice, cutter.Cut(slice)));
                }
            }

            if (isBackward)
            {
                sent.Reverse();
            }

            foreach (var (_, part) in sent)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Undo));
                part.AddTo(batch);
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Release));
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Savepoint) { AppendErrorBarrier = true });
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand(Undo));

            await ExecuteAsync(batch, sent, cancellation);
            return sent.ConvertAll(s => s.Slice).FindAll(slice => slice.Refusal is not null);
        }
        finally
        {
            sent.ForEach(s => s.Part.Dispose());
        }
    }

    private static async Task ExecuteAsync(NpgsqlBatch batch, List<(RowSlice Slice, RowCommand Part)> sent, CancellationToken cancellation)
    {
        foreach (var (n, refusal) in await Refusals.ExecuteAsync(batch, sent.ConvertAll(static s => (NpgsqlBatchCommand)s.Part.Sent!), cancellation))
        {
            sent[n].Slice.Refusal = refusal;
        }

        foreach (var (slice, part) in sent.Where(s => s.Slice.Refusal is null))
        {
            slice.Command.Effective += (long)((NpgsqlBatchCommand)part.Sent!).Rows;
        }
    }
}
