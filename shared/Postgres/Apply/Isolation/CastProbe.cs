using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Rules.Dirty;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Asks PostgreSQL which values of refused rows it cannot cast to their columns' types, all in one round trip.</summary>
/// <remarks>Inside an open transaction whose savepoint <see cref="SliceRound"/> has set; it is as before when the probe is done.</remarks>
internal sealed class CastProbe(NpgsqlConnection connection)
{
    /// <summary>Casts each value.</summary>
    /// <param name="cells">Cells that hold values which fit as far as that shows here.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The numbers of the cells that are refused, with the reason.</returns>
    /// <exception cref="PostgresException">Another failure than that of a value.</exception>
    public async Task<List<(int Cell, PostgresException Refusal)>> RunAsync(IReadOnlyList<(TableChanges Changes, int Row, DirtyColumn Column)> cells, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        var casts = new List<NpgsqlBatchCommand>(cells.Count);
        var values = new List<WireArray>(cells.Count);
        try
        {
            foreach (var (changes, row, column) in cells)
            {
                values.Add(WireArrayPool.Rent(column.Encoder.Wire));
                column.Encoder.TryAppend(changes.Columns[column.Index], row, values[^1], out _);
                batch.BatchCommands.Add(new NpgsqlBatchCommand(SliceRound.Undo));
                casts.Add(Cast(column.Encoder, values[^1]));
                batch.BatchCommands.Add(casts[^1]);
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand(SliceRound.Undo));
            return await Refusals.ExecuteAsync(batch, casts, cancellation);
        }
        finally
        {
            values.ForEach(WireArrayPool.Return);
        }
    }

    private static NpgsqlBatchCommand Cast(CellEncoder encoder, WireArray value)
    {
        var sql = $"select ({encoder.ToSql("i.c")})::{encoder.Column.Type.SqlName} is null from unnest($1::{encoder.Wire.ArrayName}) as i (c)";
        return new NpgsqlBatchCommand(sql) { AppendErrorBarrier = true, Parameters = { new NpgsqlParameter { Value = value, DataTypeName = value.Type.ArrayName } } };
    }
}
