using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CdcFunctions.Changes.Connect.Text;

/// <summary>Months, days and microseconds, which do not convert into one another.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IntervalValue(int Months, int Days, long Microseconds)
{
    /// <summary>Bytes of an interval in the arena.</summary>
    public const int Size = 16;

    /// <summary>Writes the arena form: microseconds, days, months, big-endian.</summary>
    public long Append(ByteArena arena)
    {
        var room = arena.Reserve(Size);
        BinaryPrimitives.WriteInt64BigEndian(room, Microseconds);
        BinaryPrimitives.WriteInt32BigEndian(room[8..], Days);
        BinaryPrimitives.WriteInt32BigEndian(room[12..], Months);
        return arena.Commit(Size);
    }

    /// <summary>Reads the arena form.</summary>
    public static IntervalValue Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32BigEndian(bytes[12..]),
        BinaryPrimitives.ReadInt32BigEndian(bytes[8..]),
        BinaryPrimitives.ReadInt64BigEndian(bytes));
}
