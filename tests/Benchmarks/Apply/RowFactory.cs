using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Benchmarks.Apply;

/// <summary>A decoder that invents its rows: what is measured behind it is folding, encoding and PostgreSQL alone.</summary>
/// <remarks>The row of a record has its offset as key modulo <see cref="Keys"/>, and a version that only grows.</remarks>
internal sealed class RowFactory : IChangeDecoder
{
    private static readonly ColumnShape[] Shapes =
    [
        new() { Name = "id", Type = new ColumnType(ValueKind.Int64), KeyOrdinal = 0, IsNullable = false },
        new() { Name = "customer", Type = new ColumnType(ValueKind.Int32) },
        new() { Name = "email", Type = new ColumnType(ValueKind.Text) },
        new() { Name = "status", Type = new ColumnType(ValueKind.Text) },
        new() { Name = "amount", Type = new ColumnType(ValueKind.Decimal, 12, 2) },
        new() { Name = "is_paid", Type = new ColumnType(ValueKind.Boolean) },
        new() { Name = "created", Type = new ColumnType(ValueKind.TimestampTz) },
        new() { Name = "changed", Type = new ColumnType(ValueKind.TimestampTz) },
        new() { Name = "detail", Type = new ColumnType(ValueKind.Json) },
        new() { Name = "note", Type = new ColumnType(ValueKind.Text) },
    ];

    private static readonly byte[] Note = Encoding.ASCII.GetBytes(new string('n', 80));

    /// <summary>Number of different keys; offsets beyond it come back to the first.</summary>
    public long Keys { get; set; } = long.MaxValue;

    /// <summary>Tables that the rows are dealt to.</summary>
    public int Tables { get; init; } = 1;

    /// <summary>What every change does.</summary>
    public ChangeKind Kind { get; set; } = ChangeKind.Insert;

    /// <summary>Added to every version: 0 makes a replay of what is there.</summary>
    public long VersionBase { get; set; }

    /// <summary>Added to every key.</summary>
    public long FirstKey { get; set; }

    /// <summary>Names of the tables, without schema.</summary>
    public static IEnumerable<string> TableNames(int tables) => Enumerable.Range(0, tables).Select(n => tables == 1 ? "orders" : $"orders_{n}");

    /// <inheritdoc />
    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        var tables = TableNames(Tables).Select(name => Add(batch, name)).ToArray();
        for (var i = 0; i < records.Length; i++)
        {
            Add(tables[records[i].Offset % tables.Length], i, records[i].Offset);
        }
    }

    private static TableChanges Add(ChangeBatch batch, string name)
    {
        var table = batch.AddTable(new TableName("bench", "shop", name), MergeMode.Row);
        foreach (var shape in Shapes)
        {
            table.AddColumn(shape);
        }

        return table;
    }

    private void Add(TableChanges table, int record, long offset)
    {
        // Spread like hashed keys, each once until all had their turn.
        var id = FirstKey + (offset % Keys * 7_919 % Math.Min(Keys, 10_000_019));
        var row = table.AddRow(new RowHeader { Kind = Kind, Version = VersionBase + offset, RecordIndex = record, SourceTimeUs = 1_795_000_000_000_000 + offset });
        var columns = table.Columns;
        columns[0].SetWord(row, id);
        columns[1].SetWord(row, id % 100_000);
        columns[2].SetBytes(row, "person@example.org"u8);
        columns[3].SetBytes(row, "paid"u8);
        columns[4].SetBytes(row, "1234.50"u8);
        columns[5].SetWord(row, id & 1);
        columns[6].SetWord(row, 1_795_000_000_000_000 + id);
        columns[7].SetWord(row, 1_795_000_000_000_000 + offset);
        columns[8].SetBytes(row, """{"k":1,"v":"x"}"""u8);
        columns[9].SetBytes(row, Note);
    }
}
