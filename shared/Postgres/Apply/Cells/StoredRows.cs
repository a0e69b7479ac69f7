using System.Runtime.InteropServices;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>What the warehouse holds for the keys of a batch, by key group.</summary>
internal sealed class StoredRows : IDisposable
{
    private readonly ByteArena _bytes = new();
    private StoredRow[] _rows = [];
    private int _count;

    /// <summary>A key's stored row; <see cref="StoredRow.Nothing"/> unless set.</summary>
    public StoredRow this[int group]
    {
        get => group < _count ? _rows[group] : StoredRow.Nothing;
        set
        {
            Reach(group);
            _rows[group] = value;
        }
    }

    /// <summary>Keeps bytes; -1 for none.</summary>
    public long Keep(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? -1 : _bytes.Append(bytes);

    /// <summary>Keeps a mask of columns with values.</summary>
    public long Keep(ReadOnlySpan<ulong> mask) => Keep(MemoryMarshal.AsBytes(mask));

    /// <summary>The bytes of a word; empty for -1.</summary>
    public ReadOnlySpan<byte> Bytes(long word) => word < 0 ? default : _bytes.Read(word);

    /// <summary>True when the stored row has a value in the nth value column.</summary>
    public bool HasValue(in StoredRow row, int n)
        => row.Values >= 0 && (MemoryMarshal.Cast<byte, ulong>(_bytes.Read(row.Values))[n / 64] >> (n % 64) & 1) != 0;

    /// <summary>Reads the times of a key into a cleared clock.</summary>
    public void Load(in StoredRow row, CellColumns columns, RowClock clock)
    {
        if (!row.Exists || row.IsSoftDeleted)
        {
            if (row.DeletedCells >= 0)
            {
                RowClockCodec.Decode(_bytes.Read(row.DeletedCells), 0, [], clock);
            }

            return;
        }

        for (var n = 0; n < columns.ValueNumbers.Length; n++)
        {
            clock[columns.ValueNumbers[n]] = new CellClock(WriteTime.None, 0, !HasValue(row, n));
        }

        // A row that something else put there has no version: it is older than everything, but it is there.
        RowClockCodec.Decode(Bytes(row.Cells), Math.Max(row.Version, WriteTime.None + 1), columns.ValueNumbers, clock);
    }

    /// <inheritdoc />
    public void Dispose() => _bytes.Dispose();

    private void Reach(int group)
    {
        if (group >= _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(group + 1, Math.Max(64, _rows.Length * 2)));
        }

        for (; _count <= group; _count++)
        {
            _rows[_count] = StoredRow.Nothing;
        }
    }
}
