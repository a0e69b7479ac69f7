namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>First byte of stored cell times.</summary>
[Flags]
internal enum RowClockFlags : byte
{
    /// <summary>An update made the row; all times are in the list.</summary>
    None = 0,

    /// <summary>The row was inserted.</summary>
    Marker = 1,

    /// <summary>Columns up to a number were all written: a NULL that is not listed is a deletion at the base time.</summary>
    Covered = 2,

    /// <summary>Something expires; the earliest moment stands in the next eight bytes.</summary>
    Expires = 4,

    /// <summary>The marker's time is not the base time.</summary>
    MarkerTime = 8,

    /// <summary>The marker expires.</summary>
    MarkerExpiry = 16,

    /// <summary>The marker has expired: it hides older inserts, and no longer shows the row.</summary>
    MarkerExpired = 32,
}
