using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Unit.Postgres.Apply;

/// <summary>Builds a table's batch from plain values: a key column <c>id</c> and the columns named.</summary>
internal sealed class ChangesBuilder
{
    private readonly Dictionary<string, ColumnBuffer> _columns = new(StringComparer.Ordinal);

    public ChangesBuilder(ValueKind key = ValueKind.Int64, params string[] columns)
        : this(new ColumnType(key), columns)
    {
    }

    public ChangesBuilder(ColumnType key, params string[] columns)
    {
        Key = Changes.AddColumn(new ColumnShape { Name = "id", Type = key, KeyOrdinal = 0, IsNullable = false });
        foreach (var column in columns)
        {
            _columns[column] = Changes.AddColumn(new ColumnShape { Name = column, Type = new ColumnType(ValueKind.Int64) });
        }
    }

    public TableChanges Changes { get; } = new(new TableName("shop", "shop", "orders"), MergeMode.Row);

    public ColumnBuffer Key { get; }

    public ColumnBuffer this[string column] => _columns[column];

    public ChangesBuilder Upsert(object key, long version, params (string Column, long? Value)[] cells)
        => Add(ChangeKind.Update, key, version, cells);

    public ChangesBuilder Delete(object key, long version) => Add(ChangeKind.Delete, key, version, []);

    private ChangesBuilder Add(ChangeKind kind, object key, long version, (string Column, long? Value)[] cells)
    {
        var isPartial = kind != ChangeKind.Delete && cells.Length < _columns.Count;
        var row = Changes.AddRow(new RowHeader { Kind = kind, Version = version, RecordIndex = Changes.Count, IsPartial = isPartial });
        if (key is string text)
        {
            Key.SetBytes(row, Encoding.UTF8.GetBytes(text));
        }
        else
        {
            Key.SetWord(row, Convert.ToInt64(key, System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (var (column, value) in cells)
        {
            if (value is { } number)
            {
                _columns[column].SetWord(row, number);
            }
            else
            {
                _columns[column].SetNull(row);
            }
        }

        return this;
    }
}
