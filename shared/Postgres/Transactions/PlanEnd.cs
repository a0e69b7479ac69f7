namespace CdcFunctions.Postgres.Transactions;

/// <summary>Why a plan goes no further than it does.</summary>
internal enum PlanEnd
{
    /// <summary>All records are planned.</summary>
    Whole,

    /// <summary>A transaction is whole whose staged part is too large for one batch: it is released by itself, then the rest is planned.</summary>
    Large,

    /// <summary>An END promises more changes than there are.</summary>
    Short,
}
