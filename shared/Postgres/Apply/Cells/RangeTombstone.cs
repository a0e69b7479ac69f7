namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>A deletion of part of a partition: it holds for every key between its bounds, whenever that key's writes come.</summary>
/// <param name="PartitionColumns">How many leading key columns make the partition key.</param>
/// <param name="Partition">Partition key; see <see cref="KeyBytes"/>.</param>
/// <param name="Start">First clustering key inside; see <see cref="ClusteringBytes"/>. Empty from the start of the partition.</param>
/// <param name="End">First clustering key beyond.</param>
/// <param name="Descending">Bit per clustering column that sorts descending, as far as the bounds name columns.</param>
/// <param name="Time">Time of the deletion.</param>
/// <param name="Row">Row of the batch it came with, or -1 when it was stored before.</param>
internal sealed record RangeTombstone(int PartitionColumns, byte[] Partition, byte[] Start, byte[] End, int Descending, long Time, int Row)
{
    /// <summary>True when a clustering key lies inside.</summary>
    public bool Holds(ReadOnlySpan<byte> clustering)
        => clustering.SequenceCompareTo(Start) >= 0 && clustering.SequenceCompareTo(End) < 0;

    /// <summary>True when this deletion leaves nothing for the other to delete.</summary>
    public bool Contains(RangeTombstone other)
        => Time >= other.Time
            && Partition.AsSpan().SequenceEqual(other.Partition)
            && Start.AsSpan().SequenceCompareTo(other.Start) <= 0
            && End.AsSpan().SequenceCompareTo(other.End) >= 0;
}
