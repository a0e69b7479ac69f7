using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>When a cell or a row marker was written, and how: what decides between two writes before their values do.</summary>
/// <param name="Time">Write time, see <see cref="WriteTime"/>.</param>
/// <param name="Expiry">End of its time to live, microseconds since 1970-01-01 UTC; 0 for none.</param>
/// <param name="IsNull">True when there is no value: never written, deleted, or (with an expiry) expired and swept.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CellClock(long Time, long Expiry, bool IsNull)
{
    /// <summary>Nothing was ever written.</summary>
    public static CellClock Unwritten { get; } = new(WriteTime.None, 0, true);

    /// <summary>True when something was written, a deletion included.</summary>
    public bool IsWritten => Time != WriteTime.None;

    /// <summary>The write once its time to live is over: it hides older ones still, with NULL.</summary>
    public CellClock ExpiredBy(long now) => Expiry != 0 && Expiry <= now ? this with { IsNull = true } : this;

    // Cassandra's Cells.resolveRegular: a deletion beats an expiring cell of the same time, that one a plain cell.
    private int Rank => Expiry != 0 ? 1 : IsNull ? 2 : 0;

    /// <summary>Above 0 when this write wins, below when the other does, 0 when only the values can tell.</summary>
    public int OrderAgainst(in CellClock other)
    {
        if (Time != other.Time)
        {
            return Time > other.Time ? 1 : -1;
        }

        var rank = Rank - other.Rank;
        return rank != 0 ? rank : Expiry.CompareTo(other.Expiry);
    }
}
