using System.Globalization;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Integration.Postgres.Apply;

/// <summary>A dialect for tests: <c>table|kind|id|version|a=1|b=NULL|note=text</c>; a column that is not named is not touched, other names are numbers. A version counts seconds since 1970. The table <c>codes</c> has texts as ids, all others numbers.</summary>
internal sealed class ScriptedDecoder : IChangeDecoder
{
    private static readonly ColumnShape Id = new() { Name = "id", Type = new ColumnType(ValueKind.Int64), KeyOrdinal = 0, IsNullable = false };
    private static readonly ColumnShape Code = Id with { Type = new ColumnType(ValueKind.Text) };

    private readonly Dictionary<string, ColumnShape> _shapes = new(StringComparer.Ordinal)
    {
        ["a"] = new ColumnShape { Name = "a", Type = new ColumnType(ValueKind.Int64) },
        ["b"] = new ColumnShape { Name = "b", Type = new ColumnType(ValueKind.Int64) },
        ["note"] = new ColumnShape { Name = "note", Type = new ColumnType(ValueKind.Text) },
        ["extra"] = new ColumnShape { Name = "extra", Type = new ColumnType(ValueKind.Text) },
    };

    public static SourceRecord Record(long offset, string line, int partition = 0) => new("shop.orders", partition, offset, "k"u8.ToArray(), Encoding.UTF8.GetBytes(line), 0);

    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        var tables = new Dictionary<string, TableChanges>(StringComparer.Ordinal);
        for (var i = 0; i < records.Length; i++)
        {
            var fields = Encoding.UTF8.GetString(records[i].Value.Span).Split('|');
            if (fields.Length < 4)
            {
                batch.AddFailure(new DecodeFailure(i, null, "malformed-json", "No event.", "Mend it."));
                continue;
            }

            if (!tables.TryGetValue(fields[0], out var table))
            {
                tables[fields[0]] = table = batch.AddTable(new TableName("shop", "shop", fields[0]), MergeMode.Row);
                table.AddColumn(fields[0] == "codes" ? Code : Id);
            }

            Add(table, i, fields);
        }
    }

    private void Add(TableChanges table, int record, string[] fields)
    {
        var cells = fields[4..].Select(f => f.Split('=', 2)).ToList();
        foreach (var cell in cells.Where(c => table.Columns.All(known => known.Shape.Name != c[0])))
        {
            table.AddColumn(cell[0] == "n" ? Sized(cell[1]) : _shapes.GetValueOrDefault(cell[0]) ?? Number(cell[0]));
        }

        var row = table.AddRow(new RowHeader
        {
            Kind = fields[1] == "d" ? ChangeKind.Delete : ChangeKind.Update,
            Version = long.Parse(fields[3], CultureInfo.InvariantCulture),
            SourceTimeUs = long.Parse(fields[3], CultureInfo.InvariantCulture) * 1_000_000,
            RecordIndex = record,
            IsPartial = cells.Count < table.Columns.Count - 1,
        });
        Set(table.Columns[0], row, fields[2]);
        foreach (var cell in cells)
        {
            Set(table.Columns.First(c => c.Shape.Name == cell[0]), row, cell[1]);
        }
    }

    // A column whose source type is as small as its first value in the batch allows.
    private static ColumnShape Sized(string value)
        => new() { Name = "n", Type = new ColumnType(int.TryParse(value, CultureInfo.InvariantCulture, out _) ? ValueKind.Int32 : ValueKind.Int64) };

    private static ColumnShape Number(string name) => new() { Name = name, Type = new ColumnType(ValueKind.Int64) };

    private static void Set(ColumnBuffer column, int row, string value)
    {
        if (value == "NULL")
        {
            column.SetNull(row);
        }
        else if (column.Shape.Type.Kind == ValueKind.Text)
        {
            column.SetBytes(row, Encoding.UTF8.GetBytes(value));
        }
        else
        {
            column.SetWord(row, long.Parse(value, CultureInfo.InvariantCulture));
        }
    }
}
