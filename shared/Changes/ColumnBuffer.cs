using System.Buffers;

namespace CdcFunctions.Changes;

/// <summary>The values of one column for all rows of a table's batch, side by side.</summary>
/// <remarks>Not thread-safe. Rows are indices; a row that was never set is <see cref="CellState.Absent"/>.</remarks>
public sealed class ColumnBuffer(ColumnShape shape, ByteArena arena) : IDisposable
{
    private CellState[] _states = [];
    private long[] _words = [];
    private long[]? _expiries;

    /// <summary>Name, type and key place.</summary>
    public ColumnShape Shape { get; private set; } = shape;

    /// <summary>What the event said about this column in the row.</summary>
    public CellState State(int row) => _states[row];

    /// <summary>The value's word; see <see cref="ValueKind"/> for its meaning.</summary>
    public long Word(int row) => _words[row];

    /// <summary>The value's bytes, for arena kinds.</summary>
    public ReadOnlySpan<byte> Bytes(int row) => arena.Read(_words[row]);

    /// <summary>When the cell expires or was deleted, microseconds since 1970-01-01 UTC; 0 when the event says nothing.</summary>
    public long CellTime(int row) => _expiries is null ? 0 : _expiries[row];

    /// <summary>Sets NULL.</summary>
    public void SetNull(int row) => _states[row] = CellState.Null;

    /// <summary>Takes the cell back: the event does not touch it.</summary>
    public void SetAbsent(int row) => _states[row] = CellState.Absent;

    /// <summary>Sets a word value.</summary>
    public void SetWord(int row, long word)
    {
        _words[row] = word;
        _states[row] = CellState.Value;
    }

    /// <summary>Sets an arena value by copying its bytes.</summary>
    public void SetBytes(int row, ReadOnlySpan<byte> bytes) => SetWord(row, arena.Append(bytes));

    /// <summary>The arena, to write a value into without a copy and to set it with its word.</summary>
    public ByteArena Arena => arena;

    /// <summary>Keeps the cell's own time (Cassandra's <c>deletion_ts</c>).</summary>
    public void SetCellTime(int row, long microseconds)
    {
        if (_expiries is null)
        {
            _expiries = ArrayPool<long>.Shared.Rent(_words.Length);
            Array.Clear(_expiries);
        }

        _expiries[row] = microseconds;
    }

    /// <summary>Takes over another row's cell of this column: state, value and time.</summary>
    public void CopyCell(int from, int to) => CopyCell(this, from, to);

    /// <summary>Takes over a cell of another buffer over the same arena.</summary>
    internal void CopyCell(ColumnBuffer other, int from, int to)
    {
        (_states[to], _words[to]) = (other._states[from], other._words[from]);
        if (other._expiries is not null)
        {
            SetCellTime(to, other._expiries[from]);
        }
    }

    /// <summary>Gives the column another type, after every value was rewritten to be of it.</summary>
    public void Reshape(ColumnShape changed) => Shape = changed;

    /// <summary>Makes room for this many rows; new rows are absent.</summary>
    internal void EnsureRows(int rows)
    {
        if (rows <= _states.Length && rows <= _words.Length)
        {
            return;
        }

        var size = Math.Max(rows, Math.Max(16, _words.Length * 2));
        _states = Larger(_states, size);
        _words = Larger(_words, size);
        if (_expiries is not null)
        {
            _expiries = Larger(_expiries, size);
        }
    }

    /// <summary>Makes every row absent and keeps the memory.</summary>
    internal void Clear()
    {
        Array.Clear(_states);
        if (_expiries is not null)
        {
            Array.Clear(_expiries);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Return(_states);
        Return(_words);
        if (_expiries is not null)
        {
            Return(_expiries);
        }

        (_states, _words, _expiries) = ([], [], null);
    }

    private static T[] Larger<T>(T[] old, int size)
    {
        var larger = ArrayPool<T>.Shared.Rent(size);
        old.CopyTo(larger, 0);
        Array.Clear(larger, old.Length, larger.Length - old.Length);
        Return(old);
        return larger;
    }

    private static void Return<T>(T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}
