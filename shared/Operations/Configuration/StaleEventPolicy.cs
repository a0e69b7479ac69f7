namespace CdcFunctions.Operations.Configuration;

/// <summary>What happens to an event older than the table's threshold.</summary>
public enum StaleEventPolicy
{
    /// <summary>It is applied like any other.</summary>
    Apply,

    /// <summary>It is applied and its row marked by <c>_cdc_stale</c>.</summary>
    Flag,

    /// <summary>It goes to the dead-letter table.</summary>
    DeadLetter,

    /// <summary>It is dropped and counted.</summary>
    Drop,
}
