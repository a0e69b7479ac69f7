using CdcFunctions.Changes;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>A decoded row: table, header and cells by column name.</summary>
internal sealed record DecodedRow(TableName Table, MergeMode Merge, RowHeader Header, IReadOnlyDictionary<string, Cell> Cells, IReadOnlyList<string> Key, RangeBounds? Range)
{
    /// <summary>A cell as text; ABSENT for a column the table does not have.</summary>
    public string this[string column] => Cells.TryGetValue(column, out var cell) ? cell.Text : "ABSENT";

    /// <summary>Key values in key order.</summary>
    public string KeyText => string.Join('|', Key.Select(column => this[column]));
}
