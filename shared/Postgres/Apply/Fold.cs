using System.Buffers.Binary;
using System.Numerics;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Newest change per key of one table's batch. Keeps arrival order between equal versions.</summary>
/// <remarks>No clock, no I/O. Reusable, not thread-safe; the result is valid until the next run.</remarks>
internal sealed class Fold : IDisposable
{
    private readonly ByteArena _keys = new();
    private readonly Dictionary<(int Row, ColumnBuffer Column), int> _origins = [];
    private long[] _keyWords = [];
    private int[] _winners = [];
    private int[] _slots = [];
    private ulong[] _prefixes = [];

    /// <summary>Bytes of a row's key; see <see cref="KeyBytes"/>.</summary>
    public ReadOnlySpan<byte> Key(int row) => _keys.Read(_keyWords[row]);

    /// <summary>The row whose event said what a winner has in a column: an older one where the winner's own did not touch it.</summary>
    public int Origin(int row, ColumnBuffer column) => _origins.GetValueOrDefault((row, column), row);

    /// <summary>Winners that hold what an older event of their key said.</summary>
    public IEnumerable<int> Mixed => _origins.Keys.Select(static origin => origin.Row).Distinct();

    /// <summary>Folds all rows.</summary>
    /// <param name="changes">Rows in arrival order. Absent cells of a winner are filled from the older change it replaces.</param>
    /// <param name="keys">Key columns in key order.</param>
    public FoldResult Run(TableChanges changes, ReadOnlySpan<ColumnBuffer> keys)
    {
        var count = changes.Count;
        Prepare(count);
        var mask = _slots.Length - 1;
        var kept = 0;
        var (superseded, outOfOrder) = (0, 0);
        for (var row = 0; row < count; row++)
        {
            _keyWords[row] = KeyBytes.Append(keys, row, _keys);
            var key = Key(row);
            var slot = Hash(key) & mask;
            while (_slots[slot] != 0 && !Key(_winners[_slots[slot] - 1]).SequenceEqual(key))
            {
                slot = (slot + 1) & mask;
            }

            if (_slots[slot] == 0)
            {
                _winners[kept++] = row;
                _slots[slot] = kept;
                continue;
            }

            superseded++;
            ref var winner = ref _winners[_slots[slot] - 1];
            if (IsOlder(changes, row, winner))
            {
                outOfOrder++;
                continue;
            }

            CarryOver(changes, winner, row);
            winner = row;
        }

        SortByKey(kept);
        return Split(changes, kept, superseded) with { OutOfOrder = outOfOrder };
    }

    /// <inheritdoc />
    public void Dispose() => _keys.Dispose();

    private static int Hash(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }

    private static bool IsOlder(TableChanges changes, int row, int winner)
    {
        ref readonly var mine = ref changes.Row(row);
        ref readonly var other = ref changes.Row(winner);
        return mine.Version < other.Version || (mine.Version == other.Version && mine.Sequence < other.Sequence);
    }

    // The stored row never sees the older change, so what only that one says must travel with the newer.
    private void CarryOver(TableChanges changes, int older, int newer)
    {
        if (!changes.Row(newer).IsPartial || changes.Row(newer).Kind == ChangeKind.Delete)
        {
            return;
        }

        var header = changes.Row(newer);
        header.IsPartial = false;
        var afterDelete = changes.Row(older).Kind == ChangeKind.Delete;
        foreach (var column in changes.Columns)
        {
            if (column.State(newer) != CellState.Absent)
            {
                continue;
            }

            if (afterDelete)
            {
                column.SetNull(newer);
            }
            else
            {
                column.CopyCell(older, newer);
                if (column.State(newer) != CellState.Absent)
                {
                    _origins[(newer, column)] = Origin(older, column);
                }

                header.IsPartial |= column.State(newer) == CellState.Absent;
            }
        }

        changes.SetRow(newer, header);
    }

    private void Prepare(int count)
    {
        _keys.Clear();
        _origins.Clear();
        if (_winners.Length < count)
        {
            var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, count));
            _winners = new int[size];
            _keyWords = new long[size];
            _prefixes = new ulong[size];
            _slots = new int[size * 2];
        }
        else
        {
            Array.Clear(_slots);
        }
    }

    // Sorted keys touch index pages once and take row locks in one order in every worker, so that workers do not deadlock.
    private void SortByKey(int kept)
    {
        for (var i = 0; i < kept; i++)
        {
            _prefixes[i] = Prefix(Key(_winners[i]));
        }

        Array.Sort(_prefixes, _winners, 0, kept);
        for (var start = 0; start < kept;)
        {
            var end = start + 1;
            while (end < kept && _prefixes[end] == _prefixes[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                _winners.AsSpan(start, end - start).Sort((left, right) => Key(left).SequenceCompareTo(Key(right)));
            }

            start = end;
        }
    }

    private static ulong Prefix(ReadOnlySpan<byte> key)
    {
        if (key.Length >= 8)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(key);
        }

        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        key.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private FoldResult Split(TableChanges changes, int kept, int superseded)
    {
        var deletes = 0;
        for (var i = 0; i < kept; i++)
        {
            deletes += changes.Row(_winners[i]).Kind == ChangeKind.Delete ? 1 : 0;
        }

        var upserts = new int[kept - deletes];
        var deleted = new int[deletes];
        var (u, d) = (0, 0);
        for (var i = 0; i < kept; i++)
        {
            if (changes.Row(_winners[i]).Kind == ChangeKind.Delete)
            {
                deleted[d++] = _winners[i];
            }
            else
            {
                upserts[u++] = _winners[i];
            }
        }

        return new FoldResult(upserts, deleted, superseded);
    }
}
