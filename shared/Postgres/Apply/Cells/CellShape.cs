using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Retention.Expiry;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>The statements of cell merge for one source shape bound to a target table.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class CellShape
{
    private readonly BoundShape _bound;
    private readonly int[] _keys;
    private readonly string[] _values;
    private readonly int[] _numbers;
    private readonly int[] _valueNumbers;
    private readonly int[] _added;
    private readonly HashSet<int> _required;
    private readonly ConcurrentDictionary<(string Columns, bool Update), RowStatement> _writes = new();
    private readonly ConcurrentDictionary<string, RowStatement> _ties = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, (RowStatement Statement, WireType? Span)> _partitions = new();

    /// <summary>Prepares the statements that depend on the key only.</summary>
    public CellShape(BoundShape bound, TargetTable table)
    {
        _bound = bound;
        _keys = bound.KeyColumns;
        var keyNames = _keys.Select(key => bound.Encoder(key).Column.Name).ToHashSet(StringComparer.Ordinal);
        var values = table.Columns
            .Where(c => !keyNames.Contains(c.Name) && !c.IsGenerated && !c.IsRepeated && !c.Name.StartsWith(BookkeepingColumns.Prefix, StringComparison.Ordinal))
            .OrderBy(c => c.Attnum).ToList();
        _values = [.. values.Select(c => SqlIdentifier.Quote(c.Name))];
        _valueNumbers = [.. values.Select(c => (int)c.Attnum)];
        _required = [.. values.Where(c => !c.IsNullable && !c.HasDefault).Select(c => (int)c.Attnum)];
        _numbers = [.. Enumerable.Range(0, bound.ColumnCount).Select(c => _keys.Contains(c) || !bound.Has(c) ? 0 : bound.Encoder(c).Column.Attnum)];
        var shape = bound.Statement(_keys);
        Due = ExpirySql.Due(shape, [.. _keys.Select(key => CellLoadSql.Read(bound.Column(key).Type.Kind, SqlIdentifier.Quote(bound.Encoder(key).Column.Name)))], _values);
        var addedColumns = Enumerable.Range(0, bound.ColumnCount).Where(c => bound.IsAdded(c) && _numbers[c] != 0);
        _added = [.. addedColumns.Select(c => _numbers[c])];
        ExpiryMark = ExpiryKey.Write(_keys.Concat(addedColumns).Select(c => new ExpiryKey(bound.Encoder(c).Column.Name, bound.Column(c).Type.Kind.ToString(), bound.Column(c).Type.Scale, bound.IsAdded(c))));
        Rows = new RowStatement(CellLoadSql.Rows(shape, _values), _keys);
        Clear = new RowStatement(CellSql.Clear(shape, _values), _keys);
        Remove = new RowStatement(CellSql.Remove(shape), _keys);
    }

    /// <summary>Reads stored rows by key.</summary>
    public RowStatement Rows { get; }

    /// <summary>Empties cells of rows that live on.</summary>
    public RowStatement Clear { get; }

    /// <summary>Takes rows away.</summary>
    public RowStatement Remove { get; }

    /// <summary>Reads rows with something that expired.</summary>
    public string Due { get; }

    /// <summary>Key and added columns as the sweep of expired rows needs them.</summary>
    public string ExpiryMark { get; }

    /// <summary>Number of 64-bit masks that tell which value columns have values.</summary>
    public int Masks => (_values.Length + CellLoadSql.MaskBits - 1) / CellLoadSql.MaskBits;

    /// <summary>Encoder of a column.</summary>
    public CellEncoder Encoder(int column) => _bound.Encoder(column);

    /// <summary>How a batch's columns stand in the table.</summary>
    public CellColumns Columns(TableChanges changes) => new(_bound.Keys(changes), _numbers, _valueNumbers, _added);

    /// <summary>Writes rows that touch these columns.</summary>
    /// <param name="columns">Columns of the batch, ascending, without keys.</param>
    /// <param name="exists">True when the rows are known to exist.</param>
    public RowStatement Write(ReadOnlySpan<int> columns, bool exists)
    {
        var covered = columns.ToArray();
        var update = exists && _required.Count > 0 && !_required.IsSubsetOf(covered.Select(c => _numbers[c]));
        return _writes.GetOrAdd((Name(columns), update), static (key, state) =>
        {
            int[] all = [.. state.Shape._keys, .. state.Covered];
            var shape = state.Shape._bound.Statement(all);
            return new RowStatement(key.Update ? CellSql.Update(shape) : CellSql.Upsert(shape), all);
        }, (Shape: this, Covered: covered));
    }

    /// <summary>Reads the values of cells that tie.</summary>
    public RowStatement Ties(ReadOnlySpan<int> columns) => _ties.GetOrAdd(Name(columns), static (_, state) =>
    {
        int[] all = [.. state.Shape._keys, .. state.Columns];
        var casts = state.Columns.Select(c => TieForm.Of(state.Shape.Encoder(c).Column.Type).Sql).ToList();
        return new RowStatement(CellLoadSql.Ties(state.Shape._bound.Statement(all), casts), all);
    }, (Shape: this, Columns: columns.ToArray()));

    /// <summary>Reads the rows of partitions that range deletes may reach.</summary>
    /// <param name="columns">The batch's columns.</param>
    /// <param name="partitionColumns">How many leading key columns make the partition key.</param>
    /// <returns>The statement, and the type of its two arrays with the ends of a <see cref="ClusteringSpan"/>, or null for none.</returns>
    public (RowStatement Statement, WireType? Span) Partitions(CellColumns columns, int partitionColumns)
        => _partitions.GetOrAdd(partitionColumns, static (count, state) => state.Shape.BuildPartitions(state.Columns, count), (Shape: this, Columns: columns));

    private (RowStatement Statement, WireType? Span) BuildPartitions(CellColumns columns, int partitionColumns)
    {
        var source = _keys.Zip(columns.Keys).OrderBy(pair => pair.Second.Shape.KeyOrdinal)
            .Select(pair => (Place: pair.First, Encoder(pair.First).Column, pair.Second.Shape.Type.Kind)).ToList();
        int[] partition = [.. source.Take(partitionColumns).Select(key => key.Place)];
        var reads = source.Select(key => CellLoadSql.Read(key.Kind, SqlIdentifier.Quote(key.Column.Name)));
        var first = partitionColumns < source.Count ? source[partitionColumns] : default;
        var wire = first.Column is null ? null : ClusteringSpan.Wire(first.Kind, first.Column.Type);
        (string, string)? span = wire is null ? null : (SqlIdentifier.Quote(first.Column!.Name), wire.Name);
        return (new RowStatement(CellLoadSql.Partitions(_bound.Statement(partition), reads, _values, span), partition), wire);
    }

    private static string Name(ReadOnlySpan<int> columns) => string.Join(',', columns.ToArray());
}
