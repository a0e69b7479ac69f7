using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules.Dirty;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Tells whose row PostgreSQL refuses, where the records stand or fall together.</summary>
internal static class RefusedRow
{
    /// <summary>Tries the rows in the transaction that is open, which is of no other use afterwards.</summary>
    /// <param name="connection">Holds the transaction.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="source">Their source.</param>
    /// <param name="records">The records they are of.</param>
    /// <param name="dirty">Policies, none of which is applied.</param>
    /// <param name="slice">Rows of the slices tried first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Dead letter of the first record whose own row is refused; null when there is none: the refusal comes with the commit, or the row is folded from several records.</returns>
    public static async Task<DeadLetter?> FindAsync(
        NpgsqlConnection connection, RowCommands rows, SourceEntry source, ReadOnlyMemory<SourceRecord> records, DirtyValues dirty, int slice, CancellationToken cancellation)
    {
        var isolation = new RowIsolation(connection, rows, new RowMending(connection, source: null, dirty, new DirtyTally(), records));
        var refused = await isolation.RunAsync(fence: null, slice, cancellation);
        return RowIsolation.Letters(refused.Where(row => !rows.IsMixed(row.Command, row.Start)), source, records).MinBy(static letter => letter.Record.Offset);
    }
}
