using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Operations.Configuration.Filters;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Rules.Columns;

namespace CdcFunctions.Unit.Postgres.Rules;

/// <summary>A table's batch with rules: values go in as text, NULL or absent, and come out as text.</summary>
internal sealed class RuleScene : IDisposable
{
    public const string Salt = "a salt of the tests";

    private readonly List<SourceRecord> _records = [];
    private readonly ChangeBatch _batch = new();
    private readonly List<TableTally> _dropped = [];

    public RuleScene(TableOptions options, MergeMode merge = MergeMode.Row, ColumnType? key = null)
    {
        var source = new SourceOptions
        {
            Name = "shop", Dialect = Dialect.Scylla, Topics = ["t"], Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["users"] = options },
        };
        Entry = new SourceEntry(source, null!);
        Changes = _batch.AddTable(new TableName("shop", "shop", "users"), merge);
        Add("id", key ?? new ColumnType(ValueKind.Int64), keyOrdinal: 0);
    }

    public SourceEntry Entry { get; }

    public TableChanges Changes { get; }

    public long Dropped => _dropped.Sum(tally => tally.Dropped);

    public IReadOnlyList<DeadLetter> Letters { get; private set; } = [];

    public static TableOptions Column(string name, ColumnOptions options)
        => new() { Columns = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal) { [name] = options } };

    public static RowFilter Filter(string text) => new(text, FilterParser.Parse(text).Filter!);

    public ColumnBuffer Add(string name, ColumnType type, int keyOrdinal = -1)
        => Changes.AddColumn(new ColumnShape { Name = name, Type = type, KeyOrdinal = keyOrdinal });

    /// <summary>Adds a row; a column that is not named is absent.</summary>
    public int Row(ChangeKind kind, object key, params (string Column, object? Value)[] cells)
    {
        _records.Add(new SourceRecord("shop.users", 3, 100 + _records.Count, null, "{}"u8.ToArray(), 1_500));
        var row = Changes.AddRow(new RowHeader { Kind = kind, Version = 10, SourceTimeUs = 2_000_000, RecordIndex = _records.Count - 1 });
        Set(Changes.Columns[0], row, key);
        foreach (var (name, value) in cells)
        {
            Set(Changes.Columns.First(column => column.Shape.Name == name), row, value);
        }

        return row;
    }

    public void Run() => Letters = new RuleBook([], new MaskingOptions { Salt = Salt }).Apply(Entry, _batch, _records.ToArray(), _dropped);

    /// <summary>The value as text; "NULL" or "absent".</summary>
    public string Value(string name, int row = 0)
    {
        var column = Changes.Columns.First(column => column.Shape.Name == name);
        return column.State(row) switch
        {
            CellState.Absent => "absent",
            CellState.Null => "NULL",
            _ => Encoding.UTF8.GetString(new PlainText().Of(column, row)),
        };
    }

    public ValueKind Kind(string name) => Changes.Columns.First(column => column.Shape.Name == name).Shape.Type.Kind;

    public void Dispose() => _batch.Dispose();

    private static void Set(ColumnBuffer column, int row, object? value)
    {
        switch (value)
        {
            case null:
                column.SetNull(row);
                break;
            case string text:
                column.SetBytes(row, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                column.SetBytes(row, bytes);
                break;
            case double number when column.Shape.Type.Kind == ValueKind.Float64:
                column.SetWord(row, BitConverter.DoubleToInt64Bits(number));
                break;
            default:
                column.SetWord(row, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }
}
