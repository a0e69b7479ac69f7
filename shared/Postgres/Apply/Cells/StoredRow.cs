using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>What the warehouse holds for one key before the batch.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct StoredRow
{
    /// <summary>Nothing.</summary>
    public static StoredRow Nothing => new() { Version = WriteTime.None, Deleted = WriteTime.None, Cells = -1, Values = -1, DeletedCells = -1 };

    /// <summary>True when the target table has the row.</summary>
    public bool Exists { get; set; }

    /// <summary>True when the row is only kept as deleted.</summary>
    public bool IsSoftDeleted { get; set; }

    /// <summary>The row's <c>_cdc_version</c>.</summary>
    public long Version { get; set; }

    /// <summary>Time of the newest delete of this row.</summary>
    public long Deleted { get; set; }

    /// <summary>Word of <c>_cdc_cells</c>, -1 for NULL.</summary>
    public long Cells { get; set; }

    /// <summary>Word of the mask of columns with values, eight bytes for 64 columns; -1 for none.</summary>
    public long Values { get; set; }

    /// <summary>Word of the cell times kept with the tombstone, -1 for none.</summary>
    public long DeletedCells { get; set; }
}
