namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Why a value cannot go into its target column.</summary>
public enum CellFaultKind : byte
{
    /// <summary>It can.</summary>
    None,

    /// <summary>More characters than <c>varchar(n)</c> or <c>char(n)</c> holds.</summary>
    TooLong,

    /// <summary>Outside the type's range, or NaN or infinity where the type has none.</summary>
    OutOfRange,

    /// <summary>Digits after the point, or a time of day, that the column would lose.</summary>
    TooPrecise,

    /// <summary>U+0000, which PostgreSQL's text cannot hold.</summary>
    NulInText,

    /// <summary>Bytes that are no UTF-8.</summary>
    BadEncoding,

    /// <summary>Text that is not written as the type wants it.</summary>
    BadFormat,

    /// <summary>Text that is not JSON.</summary>
    BadJson,

    /// <summary>A label the enum does not have.</summary>
    BadEnum,

    /// <summary>NULL for a NOT NULL column.</summary>
    NotNull,
}
