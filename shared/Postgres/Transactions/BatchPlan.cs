namespace CdcFunctions.Postgres.Transactions;

/// <summary>What one commit does with the records of a batch: which are applied, which are staged, and where it ends.</summary>
/// <param name="After">Open transactions after the commit.</param>
internal sealed record BatchPlan(OpenTransactions After)
{
    /// <summary>Records the plan covers, from the first of the batch.</summary>
    public int Count { get; set; }

    /// <summary>What is applied, in order.</summary>
    public List<PlannedUnit> Units { get; } = [];

    /// <summary>Transactions that stay open, with the indices of their records in this batch.</summary>
    public List<(OpenTransaction Transaction, int[] Records)> Staged { get; } = [];

    /// <summary>Transactions released though no END said that they are whole, because a later one began.</summary>
    public int WithoutEnd { get; set; }

    /// <summary>ENDs of transactions of which nothing is here: repeated ones, or ones whose only change was lost.</summary>
    public int EmptyEnds { get; set; }

    /// <summary>True when it releases a transaction later than any before.</summary>
    public bool IsAdvance { get; set; }

    /// <summary>Why it ends where it does.</summary>
    public PlanEnd End { get; set; }

    /// <summary>The transaction that <see cref="End"/> is about.</summary>
    public OpenTransaction? Stopped { get; set; }

    /// <summary>True when the record after the plan is the END of <see cref="Stopped"/> and goes with it.</summary>
    public bool EndFollows { get; set; }

    /// <summary>What is missing of a short transaction, by table.</summary>
    public IReadOnlyList<string> Missing { get; set; } = [];
}
