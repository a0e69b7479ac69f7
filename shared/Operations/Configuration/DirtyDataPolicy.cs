namespace CdcFunctions.Operations.Configuration;

/// <summary>What happens to a value that does not fit its column.</summary>
public enum DirtyDataPolicy
{
    /// <summary>The row goes to the dead-letter table with its reason.</summary>
    DeadLetter,

    /// <summary>The value becomes NULL.</summary>
    Null,

    /// <summary>The value becomes the column's default.</summary>
    Default,

    /// <summary>The value is cut to what fits.</summary>
    Truncate,

    /// <summary>The table stops until a person decides.</summary>
    Reject,
}
