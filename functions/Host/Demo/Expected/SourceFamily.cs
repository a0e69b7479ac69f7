namespace CdcFunctions.Host.Demo.Expected;

/// <summary>How values of a source type are compared.</summary>
internal enum SourceFamily
{
    /// <summary>Character by character; also XML and anything unknown.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Exact numbers, whatever their scale.</summary>
    Decimal,

    /// <summary>32-bit floating point.</summary>
    Single,

    /// <summary>64-bit floating point.</summary>
    Double,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Bytes, written as base64.</summary>
    Base64,

    /// <summary>Bytes, written as <c>0x</c> and hexadecimal digits.</summary>
    Hex,

    /// <summary>Identifier, upper and lower case alike.</summary>
    Uuid,

    /// <summary>Network address in any spelling.</summary>
    Inet,

    /// <summary>Day.</summary>
    Date,

    /// <summary>Time of day, to the microsecond.</summary>
    Time,

    /// <summary>Point in time, or date and time without zone, to the microsecond.</summary>
    Timestamp,

    /// <summary>Months, days and microseconds.</summary>
    Duration,

    /// <summary>Nanoseconds that once were a duration: months count 30 days.</summary>
    FlatDuration,

    /// <summary>Ordered elements.</summary>
    List,

    /// <summary>Elements in any order.</summary>
    Set,

    /// <summary>Entries by key.</summary>
    Map,

    /// <summary>Elements of different types by place.</summary>
    Tuple,

    /// <summary>User-defined type: fields by name, of types the expectation does not tell.</summary>
    Struct,
}
