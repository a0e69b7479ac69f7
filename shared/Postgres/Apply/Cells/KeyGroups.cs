using System.Buffers.Binary;
using System.Numerics;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>The rows of a batch by key: each group is a chain of row indices in arrival order.</summary>
internal sealed class KeyGroups : IDisposable
{
    private const int End = -1;

    private readonly ByteArena _bytes = new();
    private readonly ColumnBuffer[] _keys;
    private readonly List<long> _words = [];
    private readonly List<int> _first = [];
    private readonly List<int> _last = [];
    private int[] _next = [];
    private int[] _slots = [];

    /// <summary>Begins without rows.</summary>
    /// <param name="keys">Key columns in the order of the unique index.</param>
    /// <param name="rows">Rows to expect.</param>
    public KeyGroups(ColumnBuffer[] keys, int rows)
    {
        _keys = keys;
        _next = new int[Math.Max(rows, 16)];
        _slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(32, rows * 2))];
    }

    /// <summary>Number of keys.</summary>
    public int Count => _first.Count;

    /// <summary>Bytes of a key; see <see cref="KeyBytes"/>.</summary>
    public ReadOnlySpan<byte> Key(int group) => _bytes.Read(_words[group]);

    /// <summary>First row of a key.</summary>
    public int First(int group) => _first[group];

    /// <summary>The row of the same key that came next, or a negative number.</summary>
    public int Next(int row) => _next[row];

    /// <summary>Adds a row to its key's chain and returns the group.</summary>
    public int Add(int row)
    {
        var word = KeyBytes.Append(_keys, row, _bytes);
        var slot = Find(_bytes.Read(word));
        if (row >= _next.Length)
        {
            Array.Resize(ref _next, Math.Max(row + 1, _next.Length * 2));
        }

        _next[row] = End;
        if (_slots[slot] == 0)
        {
            _words.Add(word);
            _first.Add(row);
            _last.Add(row);
            _slots[slot] = Count;
            GrowSlots();
            return Count - 1;
        }

        var group = _slots[slot] - 1;
        _next[_last[group]] = row;
        _last[group] = row;
        return group;
    }

    /// <summary>All groups sorted by key, so that index pages are touched once each.</summary>
    public int[] InKeyOrder()
    {
        var prefixes = new ulong[Count];
        var groups = new int[Count];
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        for (var group = 0; group < groups.Length; group++)
        {
            var key = Key(group);
            padded.Clear();
            key[..Math.Min(key.Length, padded.Length)].CopyTo(padded);
            (prefixes[group], groups[group]) = (BinaryPrimitives.ReadUInt64BigEndian(padded), group);
        }

        Array.Sort(prefixes, groups);
        return groups;
    }

    /// <inheritdoc />
    public void Dispose() => _bytes.Dispose();

    private int Find(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        hash.AddBytes(key);
        var mask = _slots.Length - 1;
        var slot = hash.ToHashCode() & mask;
        while (_slots[slot] != 0 && !Key(_slots[slot] - 1).SequenceEqual(key))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void GrowSlots()
    {
        if (Count * 2 <= _slots.Length)
        {
            return;
        }

        _slots = new int[_slots.Length * 2];
        for (var group = 0; group < Count; group++)
        {
            _slots[Find(Key(group))] = group + 1;
        }
    }
}
