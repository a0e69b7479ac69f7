using System.Collections;
using System.Collections.Concurrent;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Apply.Keys;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply;

/// <summary>The columns of one source shape bound to a target table, and the statements for each column set.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class BoundShape
{
    private readonly ConcurrentDictionary<string, RowStatement> _upserts = new(StringComparer.Ordinal);
    private readonly TableBinding _binding;
    private readonly ColumnShape[] _columns;
    private readonly CellEncoder?[] _encoders;
    private readonly int[] _keys;
    private readonly Lazy<KeyLikeness?> _likeness;
    private volatile RowStatement? _whole;
    private volatile CellShape? _cells;

    /// <summary>Binds the columns of a batch; a column the binding leaves out has no encoder.</summary>
    public BoundShape(TableBinding binding, ColumnShape[] columns)
    {
        (_binding, _columns) = (binding, columns);
        _encoders = Array.ConvertAll(columns, column => binding.Columns.FirstOrDefault(bound => ReferenceEquals(bound.Source, column))?.Encoder);
        _keys = [.. binding.Key.Select(key => Array.IndexOf(columns, key.Source))];
        _likeness = new Lazy<KeyLikeness?>(() => KeyLikeness.Of(this));
        Delete = new RowStatement(DeleteSql.Of(Statement(_keys)), DeleteSql.Listing(Statement(_keys)), _keys);
    }

    /// <summary>The delete statement.</summary>
    public RowStatement Delete { get; }

    /// <summary>Number of source columns.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>Indices of the key columns in the order of the unique index.</summary>
    public int[] KeyColumns => _keys;

    /// <summary>How keys are found that are one for PostgreSQL but not for the source; null where there are none.</summary>
    public KeyLikeness? Likeness => _likeness.Value;

    /// <summary>True when the target has <c>_cdc_stale</c>.</summary>
    public bool HasStaleFlags => _binding.Target.Has(BookkeepingColumns.Stale);

    /// <summary>The statements of cell merge.</summary>
    public CellShape Cells => _cells ??= new CellShape(this, _binding.Target);

    /// <summary>True when the target takes the column.</summary>
    public bool Has(int column) => _encoders[column] is not null;

    /// <summary>A source column.</summary>
    public ColumnShape Column(int column) => _columns[column];

    /// <summary>True for a column that the source does not have.</summary>
    public bool IsAdded(int column) => _columns[column].IsAdded;

    /// <summary>Encoder of a bound column.</summary>
    public CellEncoder Encoder(int column) => _encoders[column]!;

    /// <summary>Key columns of a batch in key order.</summary>
    public ColumnBuffer[] Keys(TableChanges changes) => Array.ConvertAll(_keys, key => changes.Columns[key]);

    /// <summary>True when the batch has these very columns.</summary>
    public bool Fits(TableChanges changes)
    {
        if (changes.Columns.Count != _columns.Length)
        {
            return false;
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            if (!IsSame(changes.Columns[i].Shape, _columns[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The upsert for rows that touch these columns.</summary>
    public RowStatement Upsert(BitArray touched)
    {
        if (touched.HasAllSet())
        {
            return _whole ??= Build(touched);
        }

        var name = string.Create(touched.Count, touched, static (span, bits) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = bits[i] ? '1' : '0';
            }
        });
        return _upserts.GetOrAdd(name, static (_, state) => state.Shape.Build(state.Touched), (Shape: this, Touched: touched));
    }

    private static bool IsSame(ColumnShape left, ColumnShape right)
        => ReferenceEquals(left, right)
            || (string.Equals(left.Name, right.Name, StringComparison.Ordinal) && left.Type == right.Type && left.KeyOrdinal == right.KeyOrdinal);

    private RowStatement Build(BitArray touched)
    {
        int[] columns = [.. _keys, .. Enumerable.Range(0, _columns.Length).Where(c => touched[c] && _encoders[c] is not null && !_keys.Contains(c))];
        var shape = Statement(columns);
        return touched.HasAllSet()
            ? new RowStatement(UpsertSql.Whole(shape), columns)
            : new RowStatement(UpsertSql.Partial(shape), UpsertSql.PartialListing(shape), columns);
    }

    /// <summary>What the text of a statement over these columns depends on.</summary>
    public StatementShape Statement(int[] columns) => new(
        _binding.Target.Name.ToSql(),
        [.. columns.Select((column, n) => Column(column, n))],
        [.. _keys.Select(key => SqlIdentifier.Quote(Encoder(key).Column.Name))],
        _binding.Target.Has(BookkeepingColumns.Deleted),
        _binding.OverridesIdentity,
        _binding.Target.Has(BookkeepingColumns.Cells),
        HasStaleFlags);

    private StatementColumn Column(int column, int parameter)
    {
        var encoder = Encoder(column);
        var element = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"i.c{parameter}");
        return new StatementColumn(SqlIdentifier.Quote(encoder.Column.Name), encoder.Wire.ArrayName, encoder.ToSql(element), _keys.Contains(column));
    }
}
