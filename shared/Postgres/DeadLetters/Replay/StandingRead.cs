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
    private readonly List<(int Row, Standing Stands)> _standing = [];

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

    /// <summary>Reads the answer; the reader stands before it.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = (int)reader.GetInt64(0) - 1;
            if (!reader.IsDBNull(1))
            {
                _standing.Add((row, At(reader, 2)));
            }

            if (!reader.IsDBNull(5))
            {
                _standing.Add((row, At(reader, 5)));
            }
        }
    }

    /// <summary>When that was written which only the order of arrival tells from a row.</summary>
    /// <param name="parkedAt">When the letter of a record was parked.</param>
    public IEnumerable<DateTime> Ties(Func<int, DateTime> parkedAt)
        => _standing.Where(one => one.Stands.IsTied(_changes.Row(one.Row), parkedAt(_changes.Row(one.Row).RecordIndex))).Select(static one => one.Stands.WrittenAt).OfType<DateTime>();

    /// <summary>The rows that must not be written.</summary>
    /// <param name="parkedAt">When the letter of a record was parked.</param>
    /// <param name="isOfEarlierLetter">Tells of a record and a time whether only letters that had arrived before the record were replayed then.</param>
    public HashSet<int> Outlived(Func<int, DateTime> parkedAt, Func<int, DateTime, bool> isOfEarlierLetter)
    {
        bool Outlives((int Row, Standing Stands) one)
        {
            ref readonly var change = ref _changes.Row(one.Row);
            var record = change.RecordIndex;
            return one.Stands.Outlives(change, parkedAt(record), at => isOfEarlierLetter(record, at));
        }

        return [.. _standing.Where(Outlives).Select(static one => one.Row)];
    }

    /// <inheritdoc />
    public void Dispose() => _command.Dispose();

    private static Standing At(DbDataReader reader, int first) => new(
        reader.IsDBNull(first) ? null : reader.GetInt64(first),
        reader.IsDBNull(first + 1) ? null : reader.GetInt64(first + 1),
        reader.IsDBNull(first + 2) ? null : reader.GetDateTime(first + 2));
}
