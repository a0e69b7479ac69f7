using System.Runtime.InteropServices;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Partition and range deletions that may hold for the keys of a batch: those it brings and those stored before.</summary>
internal sealed class RangeTombstones(CellColumns columns) : IDisposable
{
    private readonly Dictionary<string, List<RangeTombstone>> _partitions = new(StringComparer.Ordinal);
    private readonly HashSet<int> _partitionSizes = [];
    private readonly ByteArena _scratch = new();
    private readonly List<byte> _clustering = [];

    /// <summary>Deletions of this batch that tell something new, in order of arrival.</summary>
    public IEnumerable<RangeTombstone> Effective => _partitions.Values.SelectMany(p => p).Where(t => t.Row >= 0 && !IsContained(t));

    /// <summary>The deletions of the batch by the partition that they reach.</summary>
    public IEnumerable<List<RangeTombstone>> ByPartition() => _partitions.Values.Select(p => p.FindAll(t => t.Row >= 0)).Where(p => p.Count > 0);

    /// <summary>True when the batch or the store has any.</summary>
    public bool IsEmpty => _partitions.Count == 0;

    /// <summary>Takes in a deletion.</summary>
    public void Add(RangeTombstone tombstone)
    {
        _partitionSizes.Add(tombstone.PartitionColumns);
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_partitions, Encoding.Latin1.GetString(tombstone.Partition), out _);
        (list ??= []).Add(tombstone);
    }

    /// <summary>Time of the newest deletion that holds for a row's key, or <see cref="WriteTime.None"/>.</summary>
    public long Covering(int row)
    {
        var newest = WriteTime.None;
        foreach (var size in _partitionSizes)
        {
            _scratch.Clear();
            var partition = _scratch.Read(KeyBytes.Append(columns.SourceKeys.AsSpan(0, size), row, _scratch));
            if (_partitions.TryGetValue(Encoding.Latin1.GetString(partition), out var tombstones))
            {
                newest = Math.Max(newest, Newest(tombstones, row));
            }
        }

        return newest;
    }

    /// <inheritdoc />
    public void Dispose() => _scratch.Dispose();

    private long Newest(List<RangeTombstone> tombstones, int row)
    {
        var newest = WriteTime.None;
        var encoded = -1;
        foreach (var tombstone in tombstones)
        {
            if (tombstone.Time <= newest)
            {
                continue;
            }

            if (encoded != tombstone.Descending)
            {
                encoded = tombstone.Descending;
                Encode(row, tombstone.PartitionColumns, encoded);
            }

            newest = tombstone.Holds(CollectionsMarshal.AsSpan(_clustering)) ? tombstone.Time : newest;
        }

        return newest;
    }

    private void Encode(int row, int partitionColumns, int descending)
    {
        _clustering.Clear();
        for (var i = partitionColumns; i < columns.SourceKeys.Length; i++)
        {
            // A column whose order is not known ends the comparison; no bound can name it, see RangeReader.
            if (!ClusteringBytes.TryAppend(_clustering, columns.SourceKeys[i], row, (descending >> (i - partitionColumns) & 1) != 0))
            {
                return;
            }
        }
    }

    private bool IsContained(RangeTombstone tombstone)
        => _partitions[Encoding.Latin1.GetString(tombstone.Partition)]
            .Any(other => !ReferenceEquals(other, tombstone) && other.Contains(tombstone) && (!tombstone.Contains(other) || other.Row < tombstone.Row));
}
