namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>Target types that take values in the same way.</summary>
public enum TargetFamily : byte
{
    /// <summary><c>boolean</c>.</summary>
    Boolean,

    /// <summary><c>smallint</c>.</summary>
    SmallInt,

    /// <summary><c>integer</c>.</summary>
    Integer,

    /// <summary><c>bigint</c>.</summary>
    BigInt,

    /// <summary><c>real</c>.</summary>
    Real,

    /// <summary><c>double precision</c>.</summary>
    Double,

    /// <summary><c>numeric</c> and <c>numeric(p,s)</c>.</summary>
    Numeric,

    /// <summary><c>text</c> and <c>varchar(n)</c>.</summary>
    Text,

    /// <summary><c>char(n)</c>.</summary>
    Char,

    /// <summary><c>bytea</c>.</summary>
    Bytea,

    /// <summary><c>uuid</c>.</summary>
    Uuid,

    /// <summary><c>inet</c>.</summary>
    Inet,

    /// <summary><c>cidr</c>.</summary>
    Cidr,

    /// <summary><c>date</c>.</summary>
    Date,

    /// <summary><c>time</c>.</summary>
    Time,

    /// <summary><c>timetz</c>.</summary>
    TimeTz,

    /// <summary><c>timestamp</c>.</summary>
    Timestamp,

    /// <summary><c>timestamptz</c>.</summary>
    TimestampTz,

    /// <summary><c>interval</c>.</summary>
    Interval,

    /// <summary><c>json</c>.</summary>
    Json,

    /// <summary><c>jsonb</c>.</summary>
    Jsonb,

    /// <summary><c>xml</c>.</summary>
    Xml,

    /// <summary>Arrays.</summary>
    Array,

    /// <summary>Enums.</summary>
    Enum,

    /// <summary>Row types.</summary>
    Composite,

    /// <summary>Every other type: extensions, ranges, network and geometric types.</summary>
    Other,
}
