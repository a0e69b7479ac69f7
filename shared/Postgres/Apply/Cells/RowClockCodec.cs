using System.Buffers.Binary;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Cell times as bytes, for <c>_cdc_cells</c> of a row and <c>cells</c> of a tombstone.</summary>
/// <remarks>
/// <para>The form must never change, only grow. Most cells of a row share one time, the base: only the others are listed.</para>
/// <para>
/// flags (1) · earliest expiry, big-endian microseconds since 1970 (8, with <see cref="RowClockFlags.Expires"/>) · reference − base ·
/// highest covered column number (with <see cref="RowClockFlags.Covered"/>) · marker − base (with <see cref="RowClockFlags.MarkerTime"/>) ·
/// marker expiry − marker (with <see cref="RowClockFlags.MarkerExpiry"/>) · then for each listed cell: number ×4 + 2 when it expires + 1 when
/// it is NULL, time − base, and expiry − time when it expires. Numbers are <see cref="Varint"/>s. The reference is the row's
/// <c>_cdc_version</c>, 0 in a tombstone.
/// </para>
/// <para>The fixed place of the earliest expiry lets an expression index find rows that are due without reading the others.</para>
/// </remarks>
internal static class RowClockCodec
{
    private const int LargestHeader = 1 + sizeof(long) + (4 * Varint.Longest);
    private const int LargestEntry = 3 * Varint.Longest;

    /// <summary>Word for "nothing to keep": the column stays NULL.</summary>
    public const long Nothing = -1;

    /// <summary>Writes the times and returns their word, or <see cref="Nothing"/> when every value and the marker share the reference time.</summary>
    /// <param name="row">The times.</param>
    /// <param name="reference">The row's version.</param>
    /// <param name="numbers">Numbers of the table's value columns.</param>
    /// <param name="arena">Where the bytes go.</param>
    public static long Encode(RowClock row, long reference, ReadOnlySpan<int> numbers, ByteArena arena)
    {
        var start = Base(row, numbers);
        var covered = IsCovered(row, start, numbers);
        var target = arena.Reserve(LargestHeader + ((row.Highest + 1) * LargestEntry));
        var flags = Flags(row, start, covered);
        var used = flags.HasFlag(RowClockFlags.Expires) ? 1 + sizeof(long) : 1;
        used += Varint.WriteSigned(target[used..], reference - start);
        used += covered ? Varint.Write(target[used..], (ulong)numbers[^1]) : 0;
        used += flags.HasFlag(RowClockFlags.MarkerTime) ? Varint.WriteSigned(target[used..], row.Marker.Time - start) : 0;
        used += flags.HasFlag(RowClockFlags.MarkerExpiry) ? Varint.WriteSigned(target[used..], row.Marker.Expiry - row.Marker.Time) : 0;
        var header = used;
        for (var number = 1; number <= row.Highest; number++)
        {
            ref readonly var cell = ref row[number];
            if (IsListed(cell, start, covered))
            {
                used += WriteEntry(target[used..], number, cell, start);
            }
        }

        if (flags == RowClockFlags.Marker && start == reference && used == header)
        {
            return Nothing;
        }

        target[0] = (byte)flags;
        if (flags.HasFlag(RowClockFlags.Expires))
        {
            BinaryPrimitives.WriteInt64BigEndian(target[1..], EarliestExpiry(row));
        }

        return arena.Commit(used);
    }

    /// <summary>Reads times into a cleared row whose cells already say which of them are NULL.</summary>
    /// <param name="bytes">What was stored; empty for NULL.</param>
    /// <param name="reference">The row's version.</param>
    /// <param name="numbers">Numbers of the table's value columns.</param>
    /// <param name="row">Receives the times.</param>
    /// <exception cref="FormatException">The bytes are damaged.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, long reference, ReadOnlySpan<int> numbers, RowClock row)
    {
        var flags = bytes.IsEmpty ? RowClockFlags.Marker : (RowClockFlags)bytes[0];
        bytes = bytes.IsEmpty ? bytes : bytes[(flags.HasFlag(RowClockFlags.Expires) ? 1 + sizeof(long) : 1)..];
        var start = bytes.IsEmpty ? reference : reference - Varint.ReadSigned(ref bytes);
        var covered = flags.HasFlag(RowClockFlags.Covered) ? (int)Varint.Read(ref bytes) : 0;
        if (flags.HasFlag(RowClockFlags.Marker))
        {
            var time = flags.HasFlag(RowClockFlags.MarkerTime) ? start + Varint.ReadSigned(ref bytes) : start;
            row.Marker = new CellClock(time, flags.HasFlag(RowClockFlags.MarkerExpiry) ? time + Varint.ReadSigned(ref bytes) : 0, flags.HasFlag(RowClockFlags.MarkerExpired));
        }

        foreach (var number in numbers)
        {
            if (!row[number].IsNull || number <= covered)
            {
                row[number] = new CellClock(start, 0, row[number].IsNull);
            }
        }

        while (!bytes.IsEmpty)
        {
            ReadEntry(ref bytes, start, numbers, row);
        }
    }

    /// <summary>True when something in stored times expires.</summary>
    public static bool Expires(ReadOnlySpan<byte> bytes) => ((RowClockFlags)bytes[0]).HasFlag(RowClockFlags.Expires);

    private static int WriteEntry(Span<byte> target, int number, in CellClock cell, long start)
    {
        var used = Varint.Write(target, ((ulong)number << 2) | (cell.Expiry == 0 ? 0u : 2u) | (cell.IsNull ? 1u : 0u));
        used += Varint.WriteSigned(target[used..], cell.Time - start);
        return cell.Expiry == 0 ? used : used + Varint.WriteSigned(target[used..], cell.Expiry - cell.Time);
    }

    private static void ReadEntry(ref ReadOnlySpan<byte> bytes, long start, ReadOnlySpan<int> numbers, RowClock row)
    {
        var tag = Varint.Read(ref bytes);
        var number = (int)(tag >> 2);
        var time = start + Varint.ReadSigned(ref bytes);
        var expiry = (tag & 2) == 0 ? 0 : time + Varint.ReadSigned(ref bytes);

        // The table itself knows best which cells are NULL; of columns that came after its shape was read only the entry tells.
        row.Reach(number);
        row[number] = new CellClock(time, expiry, numbers.BinarySearch(number) >= 0 ? row[number].IsNull : (tag & 1) != 0);
    }

    private static bool IsListed(in CellClock cell, long start, bool covered)
        => cell.IsWritten && (cell.Time != start || cell.Expiry != 0 || (cell.IsNull && !covered));

    private static RowClockFlags Flags(RowClock row, long start, bool covered)
    {
        var flags = covered ? RowClockFlags.Covered : RowClockFlags.None;
        flags |= EarliestExpiry(row) != long.MaxValue ? RowClockFlags.Expires : RowClockFlags.None;
        if (row.Marker.IsWritten)
        {
            flags |= RowClockFlags.Marker;
            flags |= row.Marker.Time != start ? RowClockFlags.MarkerTime : RowClockFlags.None;
            flags |= row.Marker.Expiry != 0 ? RowClockFlags.MarkerExpiry : RowClockFlags.None;
            flags |= row.Marker.IsNull ? RowClockFlags.MarkerExpired : RowClockFlags.None;
        }

        return flags;
    }

    // Most frequent time by Boyer and Moore's vote: exact when there is a majority, good enough when there is none.
    private static long Base(RowClock row, ReadOnlySpan<int> numbers)
    {
        var (leader, votes) = (row.Marker.Time, row.Marker.IsWritten ? 1 : 0);
        foreach (var number in numbers)
        {
            ref readonly var cell = ref row[number];
            if (cell.IsNull || cell.Expiry != 0)
            {
                continue;
            }

            (leader, votes) = votes == 0 ? (cell.Time, 1) : (leader, cell.Time == leader ? votes + 1 : votes - 1);
        }

        return leader == WriteTime.None ? row.Newest() : leader;
    }

    private static bool IsCovered(RowClock row, long start, ReadOnlySpan<int> numbers)
    {
        var deletions = 0;
        foreach (var number in numbers)
        {
            ref readonly var cell = ref row[number];
            if (!cell.IsNull)
            {
                continue;
            }

            if (cell.Time == start && cell.Expiry == 0)
            {
                deletions++;
            }
            else if (!cell.IsWritten)
            {
                return false;
            }
        }

        return deletions > 0;
    }

    private static long EarliestExpiry(RowClock row)
    {
        var earliest = row.Marker.Expiry == 0 || row.Marker.IsNull ? long.MaxValue : row.Marker.Expiry;
        for (var number = 1; number <= row.Highest; number++)
        {
            ref readonly var cell = ref row[number];
            if (cell.Expiry != 0 && !cell.IsNull)
            {
                earliest = Math.Min(earliest, cell.Expiry);
            }
        }

        return earliest;
    }
}
