using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres.DeadLetters.Replay;

/// <summary>Reads what stands for the keys of one table's parked changes.</summary>
internal sealed class StandingRead : IDisposable
{
    private readonly TableChanges _changes;
    private readonly RowCommand _command;

    public StandingRead(TargetState target, TableChanges changes)
    {
        _changes = changes;
        var shape = target.Shape;
        int[] rows = [.. Enumerable.Range(0, changes.Count)];
        _command = new RowCommand(target, StandingSql.Of(shape.Statement(shape.KeyColumns)), rows.Length);
        var fold = FoldPool.Rent();
        try
        {
            var folded = fold.Run(changes, shape.Keys(changes));
            Newest = [.. folded.Upserts, .. folded.Deletes];
            var keys = _command.AddArray(WireType.Bytea);
            foreach (var row in rows)
            {
                keys.AppendBytes(fold.Key(row));
            }
        }
        finally
        {
            FoldPool.Return(fold);
        }

        // A key that does not fit its column goes as NULL and finds nothing; the writer will refuse its row.
        var faults = new List<CellFault>();
        foreach (var column in shape.KeyColumns)
        {
            var encoder = shape.Encoder(column);
            encoder.AppendRows(changes.Columns[column], rows, _command.AddArray(encoder.Wire), faults);
        }
    }

    /// <summary>Rows of the changes that are the newest of their key among the letters.</summary>
    public HashSet<int> Newest { get; }

    /// <summary>Adds the statement.</summary>
    public void AddTo(DbBatch batch) => _command.AddTo(batch);

    /// <summary>Reads the answer; returns the rows that must not be written.</summary>
    /// <param name="reader">Stands before the answer.</param>
    /// <param name="parkedAt">When the letter of a record was parked.</param>
    /// <param name="replayedAt">Start of the replay's transaction.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<HashSet<int>> ReadAsync(DbDataReader reader, Func<int, DateTime> parkedAt, DateTime replayedAt, CancellationToken cancellation)
    {
        await reader.NextResultAsync(cancellation);
        var outlived = new HashSet<int>();
        while (await reader.ReadAsync(cancellation))
        {
            var row = (int)reader.GetInt64(0) - 1;
            var parked = parkedAt(_changes.Row(row).RecordIndex);
            var standsAsRow = !reader.IsDBNull(1) && At(reader, 2).Outlives(_changes.Row(row), parked, replayedAt);
            var standsAsTombstone = !reader.IsDBNull(5) && At(reader, 5).Outlives(_changes.Row(row), parked, replayedAt);
            if (standsAsRow || standsAsTombstone)
            {
                outlived.Add(row);
            }
        }

        return outlived;
    }

    /// <inheritdoc />
    public void Dispose() => _command.Dispose();

    private static Standing At(DbDataReader reader, int first) => new(
        reader.IsDBNull(first) ? null : reader.GetInt64(first),
        reader.IsDBNull(first + 1) ? null : reader.GetInt64(first + 1),
        reader.IsDBNull(first + 2) ? null : reader.GetDateTime(first + 2));
}
