using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Write times as cells compare them: microseconds, with room below all real times for what snapshots read.</summary>
internal static class WriteTime
{
    /// <summary>Never written. Older than everything.</summary>
    public const long None = long.MinValue;

    /// <summary>The oldest time a real write may claim. Cassandra takes any number from USING TIMESTAMP; nobody means one below this.</summary>
    public const long Oldest = -(1L << 62);

    /// <summary>The time of a row's cells.</summary>
    /// <remarks>
    /// A snapshot shows values without their write times, so its own clock must not beat a real write. Kept below all real times it fills
    /// only what nothing else has written, and a later snapshot still beats an earlier one.
    /// </remarks>
    public static long Of(in RowHeader row)
        => row.IsSnapshot ? None + 1 + Math.Clamp(row.Version, 0, long.MaxValue >> 2) : Math.Max(row.Version, Oldest);
}
