using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>The values of the first clustering column that deletes of a partition can reach; both ends included.</summary>
/// <remarks>Lets the server leave out the other rows: a partition may be huge and the range small. It may be too wide, never too narrow.</remarks>
/// <param name="Lowest">As the column's words are; <see cref="long.MinValue"/> for all.</param>
/// <param name="Highest">As the column's words are; <see cref="long.MaxValue"/> for all.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClusteringSpan(long Lowest, long Highest)
{
    private const int FirstValue = 1 + sizeof(long);

    /// <summary>Type of the bounds as parameters, or null where PostgreSQL and Cassandra may sort differently.</summary>
    public static WireType? Wire(ValueKind kind, PgType target) => (kind, target.Underlying.Name) switch
    {
        (ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64, "int2" or "int4" or "int8") => WireType.Int64,
        (ValueKind.TimestampTz, "timestamptz") => WireType.TimestampTz,
        _ => null,
    };

    /// <summary>What a deletion can reach, for columns that <see cref="Wire"/> accepts.</summary>
    public static ClusteringSpan Of(RangeTombstone tombstone)
    {
        var isDescending = (tombstone.Descending & 1) != 0;
        var (lower, upper) = isDescending ? (tombstone.End, tombstone.Start) : (tombstone.Start, tombstone.End);
        return new ClusteringSpan(Word(lower, isDescending, long.MinValue), Word(upper, isDescending, long.MaxValue));
    }

    /// <summary>What either can reach.</summary>
    public ClusteringSpan With(ClusteringSpan other) => new(Math.Min(Lowest, other.Lowest), Math.Max(Highest, other.Highest));

    /// <summary>Appends an end; the ends of <see cref="long"/> are PostgreSQL's infinities.</summary>
    public static void Append(WireArray array, long word)
    {
        if (array.Type == WireType.TimestampTz && word is not (long.MinValue or long.MaxValue))
        {
            array.AppendTimestampTz(word);
        }
        else
        {
            array.AppendInt64(word);
        }
    }

    private static long Word(byte[] bound, bool isDescending, long none)
    {
        if (bound.Length < FirstValue)
        {
            return none;
        }

        var word = BinaryPrimitives.ReadInt64BigEndian(bound.AsSpan(1));
        return (isDescending ? ~word : word) ^ long.MinValue;
    }
}
