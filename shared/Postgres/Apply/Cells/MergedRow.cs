using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>What has to be written for one key after the merge.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct MergedRow
{
    /// <summary>What happens to the row of the target table.</summary>
    public RowFate Fate { get; set; }

    /// <summary>Any row of the batch with this key.</summary>
    public int Row { get; set; }

    /// <summary>Row that tells when the source made the change.</summary>
    public int SourceRow { get; set; }

    /// <summary>True when some cell of the batch is written.</summary>
    public bool HasWinners { get; set; }

    /// <summary>New <c>_cdc_version</c>.</summary>
    public long Version { get; set; }

    /// <summary>Word of the new <c>_cdc_cells</c>, or <see cref="RowClockCodec.Nothing"/>.</summary>
    public long Cells { get; set; }

    /// <summary>Word of the mask of value columns that a delete empties, or -1.</summary>
    public long Cleared { get; set; }

    /// <summary>True when the key's tombstone is written.</summary>
    public bool HasTombstone { get; set; }

    /// <summary>Time of the newest delete of this row.</summary>
    public long Deleted { get; set; }

    /// <summary>Word of the cell times kept with the tombstone, or <see cref="RowClockCodec.Nothing"/>.</summary>
    public long DeletedCells { get; set; }
}
