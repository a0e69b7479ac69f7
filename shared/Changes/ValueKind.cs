namespace CdcFunctions.Changes;

/// <summary>The neutral type of a column's values while they are on their way from event to table.</summary>
/// <remarks>
/// <c>word</c> kinds keep their value in one 64-bit word of the column buffer; <c>arena</c> kinds keep bytes in the arena.
/// </remarks>
public enum ValueKind : byte
{
    /// <summary>word: 0 or 1.</summary>
    Boolean,

    /// <summary>word.</summary>
    Int16,

    /// <summary>word.</summary>
    Int32,

    /// <summary>word.</summary>
    Int64,

    /// <summary>word: the bits of the <see cref="float"/>.</summary>
    Float32,

    /// <summary>word: the bits of the <see cref="double"/>.</summary>
    Float64,

    /// <summary>arena: ASCII decimal text without loss (<c>-12.3400</c>, <c>1E+3</c>, <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>).</summary>
    Decimal,

    /// <summary>arena: UTF-8.</summary>
    Text,

    /// <summary>arena: raw bytes.</summary>
    Bytes,

    /// <summary>arena: 16 bytes in the order of the text form (big-endian).</summary>
    Uuid,

    /// <summary>arena: UTF-8 text of an address without host name or slash.</summary>
    Inet,

    /// <summary>word: days since 1970-01-01, proleptic Gregorian.</summary>
    Date,

    /// <summary>word: microseconds since midnight.</summary>
    Time,

    /// <summary>word: microseconds since 1970-01-01, no zone.</summary>
    Timestamp,

    /// <summary>word: microseconds since 1970-01-01 UTC.</summary>
    TimestampTz,

    /// <summary>arena: 16 bytes big-endian: microseconds (8), days (4), months (4).</summary>
    Interval,

    /// <summary>arena: UTF-8 JSON text.</summary>
    Json,

    /// <summary>arena: UTF-8 XML text.</summary>
    Xml,
}
