namespace CdcFunctions.Operations.Configuration;

/// <summary>Whether a text column's letters are changed.</summary>
public enum ColumnCase
{
    /// <summary>Left as they are.</summary>
    Keep,

    /// <summary>All upper case.</summary>
    Upper,

    /// <summary>All lower case.</summary>
    Lower,
}
