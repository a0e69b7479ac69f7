namespace CdcFunctions.Operations.Configuration;

/// <summary>What a delete in the source does to the target row.</summary>
public enum DeletePolicy
{
    /// <summary>The row goes.</summary>
    Remove,

    /// <summary>The row stays, marked by <c>_cdc_deleted</c>.</summary>
    Soft,
}
