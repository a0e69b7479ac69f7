namespace CdcFunctions.Operations.Configuration;

/// <summary>Why a value, a row or a record cannot be stored as it is.</summary>
public enum DirtyKind
{
    /// <summary>NULL for a NOT NULL column.</summary>
    NullInNotNull,

    /// <summary>More characters than the column holds.</summary>
    TooLong,

    /// <summary>Outside the range of the column's type, or NaN or infinity where the type has none.</summary>
    OutOfRange,

    /// <summary>Digits that the column would lose.</summary>
    TooPrecise,

    /// <summary>No valid UTF-8, or U+0000 in text.</summary>
    BadEncoding,

    /// <summary>No label of the enum.</summary>
    BadEnum,

    /// <summary>No JSON.</summary>
    BadJson,

    /// <summary>A value of another form than the column's type.</summary>
    WrongType,

    /// <summary>An event that does not say which row it is about.</summary>
    MissingKey,

    /// <summary>Refused by a check, unique, exclusion or foreign key constraint.</summary>
    Constraint,

    /// <summary>A record that is no event of the connector.</summary>
    Unreadable,
}
