using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Reads partition and range deletes of a batch.</summary>
internal static class RangeReader
{
    /// <summary>True for a change that deletes more than one key.</summary>
    public static bool IsRange(in RowHeader row) => row.Kind is ChangeKind.PartitionDelete or ChangeKind.RangeDelete;

    /// <summary>The deletion of a row, or null when a bound cannot be understood.</summary>
    public static RangeTombstone? Read(TableChanges changes, CellColumns columns, int row)
    {
        var keys = columns.SourceKeys;
        var partitionColumns = 0;
        while (partitionColumns < keys.Length && keys[partitionColumns].State(row) == CellState.Value)
        {
            partitionColumns++;
        }

        using var arena = new ByteArena();
        var partition = arena.Read(KeyBytes.Append(keys.AsSpan(0, partitionColumns), row, arena)).ToArray();
        var time = WriteTime.Of(changes.Row(row));
        if (changes.Row(row).Kind == ChangeKind.PartitionDelete)
        {
            return new RangeTombstone(partitionColumns, partition, [], [ClusteringBytes.Beyond], 0, time, row);
        }

        var bounds = changes.Ranges.FirstOrDefault(r => r.Row == row);
        var clustering = keys.AsSpan(partitionColumns).ToArray();
        var descending = 0;
        return bounds is not null
            && TryEncode(clustering, bounds.Start, beyondPrefix: !bounds.Start.IsInclusive && bounds.Start.Values.Count > 0, ref descending, out var start)
            && TryEncode(clustering, bounds.End, beyondPrefix: bounds.End.IsInclusive || bounds.End.Values.Count == 0, ref descending, out var end)
            ? new RangeTombstone(partitionColumns, partition, start, end, descending, time, row)
            : null;
    }

    // Values are matched by name: the connector prints them in any order. They name the leading columns, or none.
    private static bool TryEncode(ColumnBuffer[] clustering, RangeBound bound, bool beyondPrefix, ref int descending, out byte[] bytes)
    {
        var output = new List<byte>();
        for (var i = 0; i < clustering.Length && i < bound.Values.Count; i++)
        {
            var shape = clustering[i].Shape;
            var named = bound.Values.FirstOrDefault(v => string.Equals(v.Column, shape.Name, StringComparison.Ordinal));
            if (named.Column is null
                || !ClusteringText.TryParse(shape.Type.Kind, named.Value, out var word, out var value)
                || !ClusteringBytes.TryAppend(output, shape.Type, word, value, named.IsDescending))
            {
                bytes = [];
                return false;
            }

            descending |= named.IsDescending ? 1 << i : 0;
        }

        if (beyondPrefix)
        {
            output.Add(ClusteringBytes.Beyond);
        }

        bytes = [.. output];
        return bound.Values.Count <= clustering.Length;
    }
}
