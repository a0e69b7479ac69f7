using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Fills the columns that the source does not have.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AddedColumns(string source, IReadOnlyDictionary<string, AddedColumn> columns)
{
    private readonly (ColumnShape Shape, AddedColumn Column)[] _columns = [.. columns.Select(column => (Shape(column.Key, column.Value.Fact), column.Value))];

    /// <summary>Adds the columns to a table's batch.</summary>
    public void AddTo(TableChanges changes, ReadOnlySpan<SourceRecord> records)
    {
        foreach (var (shape, column) in _columns)
        {
            var buffer = changes.AddColumn(shape);
            for (var row = 0; row < changes.Count; row++)
            {
                ref readonly var header = ref changes.Row(row);
                if (header.Kind is ChangeKind.Insert or ChangeKind.Update)
                {
                    Set(buffer, row, column, changes.Table, in header, in records[header.RecordIndex]);
                }
            }
        }
    }

    private void Set(ColumnBuffer buffer, int row, AddedColumn column, TableName table, in RowHeader header, in SourceRecord record)
    {
        switch (column.Fact)
        {
            case RowFact.Partition:
                buffer.SetWord(row, record.Partition);
                break;
            case RowFact.Offset:
                buffer.SetWord(row, record.Offset);
                break;
            case RowFact.SourceTime:
                buffer.SetWord(row, header.SourceTimeUs);
                break;
            case RowFact.RecordTime:
                buffer.SetWord(row, record.TimestampMs * 1000);
                break;
            default:
                buffer.SetBytes(row, Encoding.UTF8.GetBytes(Text(column, table, in header, in record)));
                break;
        }
    }

    private string Text(AddedColumn column, TableName table, in RowHeader header, in SourceRecord record) => column.Fact switch
    {
        RowFact.Source => source,
        RowFact.Table => table.ToString(),
        RowFact.Operation => header.IsSnapshot ? "snapshot" : header.Kind == ChangeKind.Insert ? "insert" : "update",
        RowFact.Topic => record.Topic,
        RowFact.Position => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{record.Topic}/{record.Partition}@{record.Offset}"),
        _ => column.Value ?? "",
    };

    private static ColumnShape Shape(string name, RowFact fact) => new()
    {
        Name = name,
        IsAdded = true,
        Type = new ColumnType(fact switch
        {
            RowFact.Partition => ValueKind.Int32,
            RowFact.Offset => ValueKind.Int64,
            RowFact.SourceTime or RowFact.RecordTime => ValueKind.TimestampTz,
            _ => ValueKind.Text,
        }),
    };
}
