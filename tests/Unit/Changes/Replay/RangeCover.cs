using System.Globalization;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Changes.Connect.Text;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Replay;

/// <summary>Which rows a Cassandra partition or range delete covers.</summary>
internal static class RangeCover
{
    /// <summary>True when the row lies in the delete's partition and between its bounds.</summary>
    public static bool Covers(DecodedRow delete, IReadOnlyDictionary<string, Cell> row)
    {
        var partition = delete.Key.Where(column => delete.Cells[column].State == CellState.Value).ToArray();
        return partition.All(column => row.TryGetValue(column, out var cell) && string.Equals(cell.Text, delete[column], StringComparison.Ordinal))
            && (delete.Range is not { } range || (IsInside(range.Start, delete, row, isStart: true) && IsInside(range.End, delete, row, isStart: false)));
    }

    private static bool IsInside(RangeBound bound, DecodedRow delete, IReadOnlyDictionary<string, Cell> row, bool isStart)
    {
        foreach (var column in delete.Key)
        {
            var at = bound.Values.Select((value, i) => (value, i)).FirstOrDefault(one => string.Equals(one.value.Column, column, StringComparison.Ordinal), (default, -1)).i;
            if (at < 0)
            {
                continue;
            }

            var (_, value, isDescending) = bound.Values[at];
            var order = Compare(row[column], value) * (isDescending ? -1 : 1) * (isStart ? 1 : -1);
            if (order != 0)
            {
                return order > 0;
            }
        }

        return bound.IsInclusive || bound.Values.Count == 0;
    }

    private static int Compare(Cell cell, string bound) => cell.Kind switch
    {
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => cell.Word.CompareTo(long.Parse(bound, CultureInfo.InvariantCulture)),
        ValueKind.TimestampTz when Iso8601.TryTimestamp(Encoding.UTF8.GetBytes(bound), out var at, out _, out _, out _) => cell.Word.CompareTo(at),
        ValueKind.Bytes => cell.Bytes.AsSpan().SequenceCompareTo(Convert.FromHexString(bound.Replace("0x", "", StringComparison.Ordinal))),
        _ => string.CompareOrdinal(cell.Text, bound),
    };
}
