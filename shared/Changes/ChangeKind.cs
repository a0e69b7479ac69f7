namespace CdcFunctions.Changes;

/// <summary>What a change does to its row.</summary>
public enum ChangeKind : byte
{
    /// <summary>Writes the row and makes it exist (snapshot reads included).</summary>
    Insert,

    /// <summary>Writes columns of the row; whether that makes it exist depends on the dialect.</summary>
    Update,

    /// <summary>Deletes the row with this key.</summary>
    Delete,

    /// <summary>Deletes every row of a Cassandra partition: the clustering columns of the key are absent.</summary>
    PartitionDelete,

    /// <summary>Deletes a range of clustering keys: the bounds stand in <see cref="TableChanges.Ranges"/>.</summary>
    RangeDelete,
}
