namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>What a merge does to the row of the target table.</summary>
internal enum RowFate : byte
{
    /// <summary>It stays as it is, or stays away.</summary>
    Unchanged,

    /// <summary>It is written.</summary>
    Written,

    /// <summary>It vanishes: no marker and no value is left.</summary>
    Removed,
}
