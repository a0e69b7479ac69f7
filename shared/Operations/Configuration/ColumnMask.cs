namespace CdcFunctions.Operations.Configuration;

/// <summary>How a column's values are hidden before anything is stored.</summary>
public enum ColumnMask
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Replaced by a salted hash.</summary>
    Hash,

    /// <summary>Replaced by a fixed text.</summary>
    Redact,

    /// <summary>All but a few characters hidden.</summary>
    Partial,

    /// <summary>Replaced by NULL.</summary>
    Null,

    /// <summary>Replaced by a token that is the same for the same value.</summary>
    Tokenise,
}
