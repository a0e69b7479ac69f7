using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Dirty;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Mends refused rows by the policies of columns whose values only PostgreSQL can judge: XML, arrays, row types, domains.</summary>
internal sealed class RowMending(NpgsqlConnection connection, SourceEntry? source, DirtyValues dirty, DirtyTally tally, ReadOnlyMemory<SourceRecord> records)
{
    private readonly CastProbe _probe = new(connection);

    /// <summary>Changes dirty values in the statements of refused rows, as far as policies say how.</summary>
    /// <param name="refused">Single rows.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The rows that were mended and can be tried again.</returns>
    /// <exception cref="RejectedDataException">A policy stops the table.</exception>
    public async Task<List<RowSlice>> RunAsync(IReadOnlyList<RowSlice> refused, CancellationToken cancellation)
    {
        var suspects = refused.SelectMany(Suspects).ToList();
        if (suspects.Count == 0)
        {
            return [];
        }

        var lost = new HashSet<RowSlice>();
        var mended = new List<(RowSlice Slice, DirtyCell Cell, DirtyDataPolicy Policy)>();
        foreach (var (cell, refusal) in await _probe.RunAsync(suspects.ConvertAll(static suspect => (suspect.Slice.Command.Changes!, Row(suspect.Slice), suspect.Column)), cancellation))
        {
            var (slice, column) = suspects[cell];
            var kind = DirtyKinds.OfCast(refusal.SqlState);
            if (Mending.Of(column, kind, slice.Command.Target, Record(slice)) is { } policy)
            {
                mended.Add((slice, new DirtyCell(column, Row(slice), kind), policy));
            }
            else
            {
                lost.Add(slice);
            }
        }

        mended.RemoveAll(one => lost.Contains(one.Slice));
        await ChangeAsync(mended, lost, cancellation);
        Encode(mended, lost);
        mended.RemoveAll(one => lost.Contains(one.Slice));
        mended.ForEach(one => tally.Add(one.Slice.Command.Target.Name, one.Cell.Column.Encoder.Column.Name, one.Cell.Kind, one.Policy, Record(one.Slice)));
        return [.. mended.Select(static one => one.Slice).Distinct()];
    }

    private async Task ChangeAsync(List<(RowSlice Slice, DirtyCell Cell, DirtyDataPolicy Policy)> mended, HashSet<RowSlice> lost, CancellationToken cancellation)
    {
        foreach (var (slice, cell, _) in mended.Where(static one => one.Policy == DirtyDataPolicy.Null))
        {
            slice.Command.Changes!.Columns[cell.Column.Index].SetNull(cell.Row);
        }

        foreach (var table in mended.Where(static one => one.Policy == DirtyDataPolicy.Default).GroupBy(static one => (one.Slice.Command.Target, Changes: one.Slice.Command.Changes!)))
        {
            var left = await dirty.SetDefaultsAsync(connection, table.Key.Target, table.Key.Changes, [.. table.Select(static one => one.Cell)], cancellation);
            lost.UnionWith(table.Where(one => left.Contains(one.Cell)).Select(static one => one.Slice));
        }
    }

    private static void Encode(IEnumerable<(RowSlice Slice, DirtyCell Cell, DirtyDataPolicy Policy)> mended, HashSet<RowSlice> lost)
    {
        foreach (var cells in mended.Where(one => !lost.Contains(one.Slice)).GroupBy(static one => (one.Slice.Command, one.Cell.Column.Index)).ToList())
        {
            if (!RowPatch.TryApply(cells.Key.Command, cells.Key.Index, cells.Select(static one => one.Slice.Start).Order()))
            {
                lost.UnionWith(cells.Select(static one => one.Slice));
            }
        }
    }

    private IEnumerable<(RowSlice Slice, DirtyColumn Column)> Suspects(RowSlice slice)
        => source is null || slice.Command.IsDelete
            ? []
            : dirty.JudgedByServer(source, slice.Command.Target, slice.Command.Changes!)
                .Where(column => slice.Command.ArrayOf(column.Index) >= 0 && slice.Command.Changes!.Columns[column.Index].State(Row(slice)) == CellState.Value)
                .Select(column => (slice, column));

    private SourceRecord Record(RowSlice slice) => records.Span[slice.Command.Changes!.Row(Row(slice)).RecordIndex];

    private static int Row(RowSlice slice) => slice.Command.SourceRows[slice.Start];
}
