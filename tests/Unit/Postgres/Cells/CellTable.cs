using System.Buffers.Binary;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Unit.Postgres.Cells;

/// <summary>A target table in memory: holds exactly what the statements keep, and takes batches as the warehouse does.</summary>
internal sealed class CellTable
{
    private static readonly int[] Numbers = [4, 5, 9, 12];

    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Deleted, byte[]? Cells)> _tombstones = new(StringComparer.Ordinal);
    private readonly List<RangeTombstone> _ranges = [];

    public long Applied { get; private set; }

    public long Superseded { get; private set; }

    public bool SoftDeletes { get; init; }

    public List<string> Rows() => [.. _rows.Values.Where(r => !r.IsDeleted).Select(r => CellOracle.Text(r.Key, r.Values)).Order(StringComparer.Ordinal)];

    /// <summary>Stored cell times of a row as hex, or "null".</summary>
    public string Times(int c) => _rows.Values.Single(r => r.Key.C == c) is { Cells: { } cells } ? Convert.ToHexString(cells) : "null";

    public long Version(int c) => _rows.Values.Single(r => r.Key.C == c).Version;

    /// <summary>A row as row mode left it: no cell times.</summary>
    public void Put(int c, long version, params object?[] values)
    {
        using var changes = CellChanges.Of([CellEvent.Insert(version, c)]);
        using var batch = new CellBatch(changes, CellChanges.Columns(changes, Numbers));
        _rows[Convert.ToHexString(batch.Groups.Key(0))] = new Row((1, c, "k"), values) { Version = version };
    }

    public void Apply(params CellEvent[] events)
    {
        using var changes = CellChanges.Of(events);
        using var batch = new CellBatch(changes, CellChanges.Columns(changes, Numbers));
        Load(changes, batch);
        using var merge = batch.Merge();
        foreach (var tie in merge.Ties.ToList())
        {
            if (IsGreater(changes, tie, _rows[Convert.ToHexString(batch.Groups.Key(tie.Group))]))
            {
                merge.Settle(tie);
            }
        }

        for (var group = 0; group < batch.Groups.Count; group++)
        {
            Write(changes, batch, merge, group);
        }

        _ranges.AddRange(batch.Ranges.Effective.Select(r => r with { Row = -1 }).ToList());
        var applied = Enumerable.Range(0, events.Length).Count(merge.IsEffective);
        Applied += applied;
        Superseded += events.Length - applied;
    }

    /// <summary>Takes out what expired by this time, as the timer function does.</summary>
    public void Sweep(long now)
    {
        using var changes = CellChanges.Of([]);
        using var batch = new CellBatch(changes, CellChanges.Columns(changes, Numbers));
        foreach (var row in _rows.Values.Where(row => !row.IsDeleted && IsDue(row, now)).ToList())
        {
            batch.Groups.Add(CellChanges.SetKey(changes, changes.AddRow(new RowHeader { Kind = ChangeKind.Update }), row.Key));
        }

        LoadStored(batch);
        using var merge = batch.Expire(now);
        for (var group = 0; group < batch.Groups.Count; group++)
        {
            Write(changes, batch, merge, group);
        }
    }

    /// <summary>True when the sweep would look at some row.</summary>
    public bool HasDue(long now) => _rows.Values.Any(row => !row.IsDeleted && IsDue(row, now));

    private static bool IsDue(Row row, long now)
        => row.Cells is { } cells && RowClockCodec.Expires(cells) && BinaryPrimitives.ReadInt64BigEndian(cells.AsSpan(1)) <= now;

    private void Load(TableChanges changes, CellBatch batch)
    {
        foreach (var row in Enumerable.Range(0, batch.Events).Where(r => RangeReader.IsRange(changes.Row(r))))
        {
            foreach (var stored in _rows.Values.Where(s => s.Key.P == changes.Columns[0].Word(row)))
            {
                batch.Groups.Add(CellChanges.SetKey(changes, batch.AddStoredRow(row), stored.Key));
            }
        }

        LoadStored(batch);
        foreach (var range in _ranges)
        {
            batch.Ranges.Add(range);
        }
    }

    private void LoadStored(CellBatch batch)
    {
        for (var group = 0; group < batch.Groups.Count; group++)
        {
            var key = Convert.ToHexString(batch.Groups.Key(group));
            var known = StoredRow.Nothing;
            if (_rows.TryGetValue(key, out var row))
            {
                ulong mask = 0;
                for (var n = 0; n < Numbers.Length; n++)
                {
                    mask |= row.Values[n] is null ? 0 : 1UL << n;
                }

                known.Exists = true;
                known.IsSoftDeleted = row.IsDeleted;
                known.Version = row.Version;
                known.Cells = batch.Stored.Keep(row.Cells.AsSpan());
                known.Values = batch.Stored.Keep([mask]);
            }

            if (_tombstones.TryGetValue(key, out var tombstone))
            {
                known.Deleted = tombstone.Deleted;
                known.DeletedCells = batch.Stored.Keep(tombstone.Cells.AsSpan());
            }

            batch.Stored[group] = known;
        }
    }

    private void Write(TableChanges changes, CellBatch batch, CellMerge merge, int group)
    {
        var merged = merge[group];
        var key = Convert.ToHexString(batch.Groups.Key(group));
        if (merged.HasTombstone)
        {
            var deleted = Math.Max(merged.Deleted, _tombstones.TryGetValue(key, out var old) ? old.Deleted : WriteTime.None);
            _tombstones[key] = (deleted, merged.DeletedCells < 0 ? null : merge.Bytes(merged.DeletedCells).ToArray());
        }

        if (merged.Fate == RowFate.Removed)
        {
            _rows[key].IsDeleted = true;
            if (!SoftDeletes)
            {
                _rows.Remove(key);
            }
        }
        else if (merged.Fate == RowFate.Written)
        {
            if (!_rows.TryGetValue(key, out var row))
            {
                _rows[key] = row = new Row(CellChanges.Key(changes, merged.Row), new object?[Numbers.Length]);
            }

            row.IsDeleted = false;
            row.Version = merged.Version;
            row.Cells = merged.Cells < 0 ? null : merge.Bytes(merged.Cells).ToArray();
            WriteValues(changes, merge, group, row.Values);
        }
    }

    private static void WriteValues(TableChanges changes, CellMerge merge, int group, object?[] values)
    {
        for (var n = 0; n < values.Length; n++)
        {
            if (merge[group].Cleared >= 0 && (merge.Bytes(merge[group].Cleared)[n / 8] >> (n % 8) & 1) != 0)
            {
                values[n] = null;
            }

            var column = changes.Columns.Single(c => c.Shape.Name == CellEvent.ValueColumns[n]);
            var winner = merge.Winners(group)[changes.Columns.ToList().IndexOf(column)];
            if (winner >= 0)
            {
                values[n] = CellChanges.Value(column, winner);
            }
        }
    }

    private static bool IsGreater(TableChanges changes, CellTie tie, Row row)
    {
        var column = changes.Columns[tie.Column];
        var mine = CellChanges.Value(column, tie.Row)!;
        var stored = row.Values[Array.IndexOf(CellEvent.ValueColumns, column.Shape.Name)]!;
        return mine is int number
            ? WireOrder.Compare("int4", BigEndian(number), BigEndian((int)stored)) > 0
            : WireOrder.Compare("text", Encoding.UTF8.GetBytes((string)mine), Encoding.UTF8.GetBytes((string)stored)) > 0;
    }

    private static byte[] BigEndian(int number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    private sealed class Row((int P, int C, string S) key, object?[] values)
    {
        public (int P, int C, string S) Key { get; } = key;

        public object?[] Values { get; } = values;

        public long Version { get; set; }

        public byte[]? Cells { get; set; }

        public bool IsDeleted { get; set; }
    }
}
