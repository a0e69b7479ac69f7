using System.Buffers.Binary;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Retention.Expiry;

/// <summary>Due rows of one table, from look-up to write, inside one transaction under the table's lock.</summary>
/// <remarks>
/// The rows go through the same merge as events: what expires leaves its time behind, in <c>_cdc_cells</c> or the tombstone, so that an
/// older write which comes later does not bring it back.
/// </remarks>
internal sealed class ExpiryBatch : IDisposable
{
    private readonly TargetState _target;
    private readonly CellShape _shape;
    private readonly TableChanges _changes;
    private readonly CellBatch _batch;

    public ExpiryBatch(TargetState target, IEnumerable<ColumnShape> columns)
    {
        (_target, _shape) = (target, target.Shape.Cells);
        _changes = new TableChanges(new TableName("", target.Table.Name.Schema, target.Table.Name.Name), MergeMode.Cell);
        foreach (var column in columns)
        {
            _changes.AddColumn(column);
        }

        _batch = new CellBatch(_changes, _shape.Columns(_changes));
    }

    /// <summary>Rows found.</summary>
    public int Rows => _changes.Count;

    /// <summary>Of them: those that vanish. Known after <see cref="WriteAsync"/>.</summary>
    public int Removed { get; private set; }

    /// <summary>Locks the table and reads rows with something that expired.</summary>
    /// <param name="connection">Connection inside a transaction.</param>
    /// <param name="nowUs">Microseconds since 1970-01-01 UTC.</param>
    /// <param name="most">Most rows.</param>
    /// <param name="behind">Rows to pass over: those that cannot be swept.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task ReadAsync(NpgsqlConnection connection, long nowUs, int most, int behind, CancellationToken cancellation)
    {
        var moment = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(moment, nowUs);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(ExpirySql.Lock) { Parameters = { new NpgsqlParameter<int> { TypedValue = _target.Id } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(_shape.Due)
        {
            Parameters = { new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = moment }, new NpgsqlParameter<int> { TypedValue = most }, new NpgsqlParameter<int> { TypedValue = behind } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            Add(reader);
        }
    }

    /// <summary>Writes what is left of the rows.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, long nowUs, CancellationToken cancellation)
    {
        var faults = new List<CellFault>();
        using var merge = _batch.Expire(nowUs);
        using var writes = new CellWrites(_target, _changes, _batch, merge, faults);
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"The key of {_target.Name} cannot be written back as it was read: {faults[0].Message}");
        }

        Removed = Enumerable.Range(0, _batch.Groups.Count).Count(group => merge[group].Fate == RowFate.Removed);
        await using var batch = new NpgsqlBatch(connection);
        writes.AddTo(batch);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _batch.Dispose();
        _changes.Dispose();
    }

    private void Add(NpgsqlDataReader reader)
    {
        var stored = StoredRowReader.Read(reader, _batch.Stored, _shape.Masks);
        var expired = BinaryPrimitives.ReadInt64BigEndian(_batch.Stored.Bytes(stored.Cells)[1..]);
        var row = _changes.AddRow(new RowHeader { Kind = ChangeKind.Update, SourceTimeUs = expired });
        for (var n = 0; n < _batch.Columns.Keys.Length; n++)
        {
            StoredKey.Read(reader, StoredRowReader.FirstMask + _shape.Masks + n, _batch.Columns.Keys[n], row);
        }

        _batch.Stored[_batch.Groups.Add(row)] = stored;
    }
}
