using System.Buffers.Binary;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Postgres.Apply.Wire.Times;

/// <summary><c>1 year 2 mons 3 days -04:05:06.789</c>, PostgreSQL's own style.</summary>
internal readonly struct IntervalForm : ITextForm
{
    public static int Write(ColumnBuffer column, int row, Span<byte> target)
    {
        var bytes = column.Bytes(row);
        return IntervalText.Write(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadInt32BigEndian(bytes[12..]), target);
    }
}
