using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>What decoding some records came to, taken out of the pooled batch.</summary>
internal sealed class Decoded
{
    private Decoded(ChangeBatch batch)
    {
        Rows = [.. batch.Tables.SelectMany(RowsOf).OrderBy(row => row.Header.RecordIndex)];
        Failures = [.. batch.Failures];
        Controls = Enum.GetValues<ControlRecord>().ToDictionary(kind => kind, batch.Controls);
        Columns = [.. batch.Tables.SelectMany(table => table.Columns.Select(column => (table.Table.Table, column.Shape)))];
        TruncatedTimes = batch.TruncatedTimes;
        TableCount = batch.Tables.Count;
    }

    public IReadOnlyList<DecodedRow> Rows { get; }

    public IReadOnlyList<DecodeFailure> Failures { get; }

    public IReadOnlyDictionary<ControlRecord, int> Controls { get; }

    public IReadOnlyList<(string Table, ColumnShape Shape)> Columns { get; }

    public long TruncatedTimes { get; }

    public int TableCount { get; }

    public int ControlCount => Controls.Values.Sum();

    public DecodedRow Row => Failures.Count > 0 ? throw new InvalidOperationException(Failures[0].ToString()) : Assert.Single(Rows);

    public DecodeFailure Failure => Assert.Single(Failures);

    public ColumnType TypeOf(string column) => Columns.First(one => string.Equals(one.Shape.Name, column, StringComparison.Ordinal)).Shape.Type;

    /// <summary>Decodes with a new decoder.</summary>
    public static Decoded Of(SourceOptions source, params SourceRecord[] records) => Of(ChangeDecoders.Create(source, new SchemaCatalog(), null), records);

    /// <summary>Decodes with this decoder.</summary>
    public static Decoded Of(IChangeDecoder decoder, params SourceRecord[] records)
    {
        using var batch = new ChangeBatch();
        decoder.Decode(records, batch);
        return new(batch);
    }

    private static IEnumerable<DecodedRow> RowsOf(TableChanges table) => Enumerable.Range(0, table.Count).Select(row => new DecodedRow(
        table.Table,
        table.Merge,
        table.Row(row),
        table.Columns.ToDictionary(column => column.Shape.Name, column => Cell.Of(column, row), StringComparer.Ordinal),
        [.. table.Columns.Where(column => column.Shape.IsKey).OrderBy(column => column.Shape.KeyOrdinal).Select(column => column.Shape.Name)],
        table.Ranges.FirstOrDefault(range => range.Row == row)));
}
