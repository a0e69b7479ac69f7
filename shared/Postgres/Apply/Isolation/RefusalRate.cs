namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>How many rows of a partition PostgreSQL has refused of late.</summary>
/// <remarks>
/// Decides whether a batch is tried as a whole first, and in what slices its refused rows are looked for. A slice costs about as much by itself as four rows in it, so the size that finds
/// them soonest lies at the root of three times the rows between two refused ones. Used by one batch at a time.
/// </remarks>
internal sealed class RefusalRate
{
    private const int LargestSlice = 100;

    private double _share;

    /// <summary>True when a batch of this many rows will probably be refused as a whole.</summary>
    public bool Expects(int rows) => _share * rows >= 1;

    /// <summary>Rows in the largest slice.</summary>
    public int Slice => (int)Math.Clamp(Math.Sqrt(3 / _share), 1, LargestSlice);

    /// <summary>Learns what became of a batch. Good batches are believed slowly.</summary>
    public void Learn(int rows, int refused) => _share = Math.Max(_share / 2, (double)refused / Math.Max(1, rows));
}
