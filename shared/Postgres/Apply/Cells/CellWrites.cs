using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Retention.Expiry;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Turns merged rows into statements: rows that vanish, cells that deletes empty, rows by column set, tombstones.</summary>
internal sealed class CellWrites : IDisposable
{
    private readonly TargetState _target;
    private readonly TableChanges _changes;
    private readonly CellBatch _batch;
    private readonly CellMerge _merge;
    private readonly CellShape _shape;
    private readonly List<CellFault> _faults;
    private readonly List<RowCommand> _commands = [];
    private readonly bool _marksExpiry;

    public CellWrites(TargetState target, TableChanges changes, CellBatch batch, CellMerge merge, List<CellFault> faults)
    {
        (_target, _changes, _batch, _merge, _faults) = (target, changes, batch, merge, faults);
        _shape = target.Shape.Cells;
        var groups = batch.Groups.InKeyOrder();

        // What is emptied goes first: a row may be emptied and written in one batch.
        AddRows(_shape.Remove, Array.FindAll(groups, g => merge[g].Fate == RowFate.Removed));
        AddRows(_shape.Clear, Array.FindAll(groups, g => merge[g] is { Fate: RowFate.Written, Cleared: >= 0 }), masks: true);
        foreach (var set in ColumnSets(groups))
        {
            AddRows(_shape.Write(set.Columns, set.Exists), [.. set.Groups]);
        }

        _marksExpiry = Array.Exists(groups, g => merge[g] is { Fate: RowFate.Written, Cells: >= 0 } && RowClockCodec.Expires(merge.Bytes(merge[g].Cells)));
        AddTombstones(Array.FindAll(groups, g => merge[g].HasTombstone));
        AddRanges([.. batch.Ranges.Effective]);
    }

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues => _commands.Sum(c => c.RoundedValues);

    /// <summary>The statements in order.</summary>
    public IReadOnlyList<RowCommand> Commands => _commands;

    /// <summary>Adds the statements in order.</summary>
    public void AddTo(DbBatch batch)
    {
        _commands.ForEach(command => command.AddTo(batch));
        AddMark(batch);
    }

    /// <summary>Adds what is kept of the table when rows of it expire.</summary>
    public void AddMark(DbBatch batch)
    {
        if (_marksExpiry)
        {
            var mark = batch.CreateBatchCommand();
            mark.CommandText = ExpirySql.Mark;
            mark.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _target.Id });
            mark.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _shape.ExpiryMark });
            batch.BatchCommands.Add(mark);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _commands.ForEach(command => command.Dispose());

    private List<(int[] Columns, bool Exists, List<int> Groups)> ColumnSets(int[] groups)
    {
        var sets = new Dictionary<string, (int[] Columns, bool Exists, List<int> Groups)>(StringComparer.Ordinal);
        var lookup = sets.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> name = stackalloc char[_changes.Columns.Count + 1];
        foreach (var group in groups)
        {
            ref readonly var merged = ref _merge[group];
            if (merged.Fate != RowFate.Written || (merged.Cleared >= 0 && !merged.HasWinners))
            {
                continue;
            }

            var winners = _merge.Winners(group);
            for (var c = 0; c < winners.Length; c++)
            {
                name[c] = winners[c] >= 0 ? '1' : '0';
            }

            var exists = _batch.Stored[group].Exists;
            name[^1] = exists ? '1' : '0';
            if (!lookup.TryGetValue(name, out var set))
            {
                lookup[name] = set = ([.. Enumerable.Range(0, winners.Length).Where(c => _merge.Winners(group)[c] >= 0)], exists, []);
            }

            set.Groups.Add(group);
        }

        return [.. sets.Values];
    }

    private void AddRows(RowStatement statement, int[] groups, bool masks = false)
    {
        if (groups.Length == 0)
        {
            return;
        }

        var command = Add(statement.Sql, groups);
        var versions = command.AddArray(WireType.Int64);
        var times = command.AddArray(WireType.TimestampTz);
        var cells = command.AddArray(WireType.Bytea);
        if (_target.Shape.HasStaleFlags)
        {
            command.AddStaleFlags(_changes, Array.ConvertAll(groups, group => _merge[group].SourceRow));
        }

        var masked = masks ? command.AddArray(WireType.Bytea) : null;
        foreach (var group in groups)
        {
            ref readonly var merged = ref _merge[group];
            versions.AppendInt64(merged.Version);
            times.AppendTimestampTz(_changes.Row(merged.SourceRow).SourceTimeUs);
            AppendBytes(cells, merged.Cells);
            masked?.AppendBytes(_merge.Bytes(merged.Cleared));
        }

        var rows = new int[groups.Length];
        foreach (var column in statement.Columns)
        {
            // The winning cells of a column may come from different events of a key.
            for (var i = 0; i < groups.Length; i++)
            {
                var winner = _merge.Winners(groups[i])[column];
                rows[i] = winner >= 0 ? winner : _merge[groups[i]].Row;
            }

            var encoder = _shape.Encoder(column);
            encoder.AppendRows(_changes.Columns[column], rows, command.AddArray(encoder.Wire), _faults);
        }
    }

    private void AddTombstones(int[] groups)
    {
        if (groups.Length == 0)
        {
            return;
        }

        var command = Add(CellBookkeepingSql.Tombstones, groups);
        var keys = command.AddArray(WireType.Bytea);
        var versions = command.AddArray(WireType.Int64);
        var cells = command.AddArray(WireType.Bytea);
        foreach (var group in groups)
        {
            keys.AppendBytes(_batch.Groups.Key(group));
            versions.AppendInt64(_merge[group].Deleted);
            AppendBytes(cells, _merge[group].DeletedCells);
        }
    }

    private void AddRanges(RangeTombstone[] tombstones)
    {
        // One statement may not write one row twice.
        var newest = tombstones.GroupBy(t => (Convert.ToHexString(t.Partition), Convert.ToHexString(t.Start), Convert.ToHexString(t.End)))
            .Select(same => same.MaxBy(t => t.Time)!).ToList();
        if (newest.Count == 0)
        {
            return;
        }

        var command = new RowCommand(_target, CellBookkeepingSql.Ranges, newest.Count);
        _commands.Add(command);
        command.ComeFrom(_changes, newest.ConvertAll(tombstone => tombstone.Row).ToArray());
        var (partitions, starts, ends) = (command.AddArray(WireType.Bytea), command.AddArray(WireType.Bytea), command.AddArray(WireType.Bytea));
        var (sizes, descending, versions) = (command.AddArray(WireType.Int16), command.AddArray(WireType.Int32), command.AddArray(WireType.Int64));
        foreach (var tombstone in newest)
        {
            partitions.AppendBytes(tombstone.Partition);
            starts.AppendBytes(tombstone.Start);
            ends.AppendBytes(tombstone.End);
            sizes.AppendInt16((short)tombstone.PartitionColumns);
            descending.AppendInt32(tombstone.Descending);
            versions.AppendInt64(tombstone.Time);
        }
    }

    private RowCommand Add(string sql, int[] groups)
    {
        var command = new RowCommand(_target, sql, groups.Length);
        command.ComeFrom(_changes, Array.ConvertAll(groups, _batch.Groups.First));
        _commands.Add(command);
        return command;
    }

    private void AppendBytes(WireArray array, long word)
    {
        if (word < 0)
        {
            array.AppendNull();
        }
        else
        {
            array.AppendBytes(_merge.Bytes(word));
        }
    }
}
