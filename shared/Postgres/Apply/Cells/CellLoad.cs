using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Reads what is stored for the keys of a batch: rows, tombstones, range deletes, and the partitions that range deletes of the batch reach.</summary>
internal sealed class CellLoad : IDisposable
{
    private readonly TargetState _target;
    private readonly TableChanges _changes;
    private readonly CellBatch _batch;
    private readonly CellShape _shape;
    private readonly List<RowCommand> _commands = [];
    private readonly List<(RowCommand Command, List<int> Rows)> _partitions = [];
    private RowCommand? _rows;
    private RowCommand? _ranges;

    public CellLoad(TargetState target, TableChanges changes, CellBatch batch, List<CellFault> faults)
    {
        (_target, _changes, _batch, _shape) = (target, changes, batch, target.Shape.Cells);
        if (batch.Groups.Count > 0)
        {
            _rows = new RowCommand(target, _shape.Rows.Sql, batch.Groups.Count);
            var keys = _rows.AddArray(WireType.Bytea);
            for (var group = 0; group < batch.Groups.Count; group++)
            {
                keys.AppendBytes(batch.Groups.Key(group));
            }

            Add(_rows, _shape.Rows, [.. Enumerable.Range(0, batch.Groups.Count).Select(batch.Groups.First)], faults);
        }

        if (batch.Columns.SourceKeys.Length > 1)
        {
            AddRanges(faults);
        }
    }

    /// <summary>Adds the statements.</summary>
    public void AddTo(DbBatch batch) => _commands.ForEach(command => command.AddTo(batch));

    /// <summary>Reads the answers; the reader stands before the first of them.</summary>
    public async Task ReadAsync(DbDataReader reader, CancellationToken cancellation)
    {
        foreach (var command in _commands)
        {
            await reader.NextResultAsync(cancellation);
            var partition = _partitions.Find(p => p.Command == command);
            while (await reader.ReadAsync(cancellation))
            {
                if (command == _rows)
                {
                    _batch.Stored[(int)reader.GetInt64(0) - 1] = Row(reader);
                }
                else if (command == _ranges)
                {
                    _batch.Ranges.Add(Range(reader));
                }
                else
                {
                    AddStoredRow(reader, partition.Rows[(int)reader.GetInt64(0) - 1]);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _commands.ForEach(command => command.Dispose());

    private void Add(RowCommand command, RowStatement statement, int[] rows, List<CellFault> faults)
    {
        _commands.Add(command);
        foreach (var column in statement.Columns)
        {
            var encoder = _shape.Encoder(column);
            encoder.AppendRows(_changes.Columns[column], rows, command.AddArray(encoder.Wire), faults);
        }
    }

    // How many columns make the partition key is known only from deletes; without one, every leading part of the keys is looked up.
    private void AddRanges(List<CellFault> faults)
    {
        var keys = _batch.Columns.SourceKeys;
        var reached = _batch.Ranges.ByPartition().ToList();
        var sizes = reached.Count > 0 ? [.. reached.Select(p => p[0].PartitionColumns).Distinct()] : Enumerable.Range(1, keys.Length - 1).ToArray();
        _ranges = new RowCommand(_target, CellLoadSql.Ranges, 0);
        _commands.Add(_ranges);
        var bytes = _ranges.AddArray(WireType.Bytea);
        foreach (var size in sizes)
        {
            using var partitions = new KeyGroups(keys[..size], _changes.Count);
            for (var group = 0; group < _batch.Groups.Count; group++)
            {
                partitions.Add(_batch.Groups.First(group));
            }

            foreach (var deletes in reached.Where(p => p[0].PartitionColumns == size))
            {
                partitions.Add(deletes[0].Row);
            }

            for (var partition = 0; partition < partitions.Count; partition++)
            {
                bytes.AppendBytes(partitions.Key(partition));
            }
        }

        foreach (var partitions in reached.GroupBy(p => p[0].PartitionColumns))
        {
            AddPartitions([.. partitions], partitions.Key, faults);
        }
    }

    private void AddPartitions(List<List<RangeTombstone>> partitions, int size, List<CellFault> faults)
    {
        var (statement, span) = _shape.Partitions(_batch.Columns, size);
        var command = new RowCommand(_target, statement.Sql, partitions.Count);
        if (span is not null)
        {
            var spans = partitions.ConvertAll(p => p.Select(ClusteringSpan.Of).Aggregate((left, right) => left.With(right)));
            var (lowest, highest) = (command.AddArray(span), command.AddArray(span));
            spans.ForEach(s => ClusteringSpan.Append(lowest, s.Lowest));
            spans.ForEach(s => ClusteringSpan.Append(highest, s.Highest));
        }

        var rows = partitions.ConvertAll(p => p[0].Row);
        Add(command, statement, [.. rows], faults);
        _partitions.Add((command, rows));
    }

    private void AddStoredRow(DbDataReader reader, int rangeRow)
    {
        var row = _batch.AddStoredRow(rangeRow);
        var keys = _batch.Columns.SourceKeys;
        for (var n = 0; n < keys.Length; n++)
        {
            StoredKey.Read(reader, StoredRowReader.FirstMask + _shape.Masks + n, keys[n], row);
        }

        var known = _batch.Groups.Count;
        var group = _batch.Groups.Add(row);
        if (group == known)
        {
            _batch.Stored[group] = Row(reader);
        }
    }

    private StoredRow Row(DbDataReader reader) => StoredRowReader.Read(reader, _batch.Stored, _shape.Masks);

    private static RangeTombstone Range(DbDataReader reader) => new(
        reader.GetInt16(0),
        reader.GetFieldValue<byte[]>(1),
        reader.GetFieldValue<byte[]>(2),
        reader.GetFieldValue<byte[]>(3),
        reader.GetInt32(4),
        reader.GetInt64(5),
        Row: -1);
}
