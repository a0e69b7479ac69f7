namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>A built-in PostgreSQL type as parameters carry it; its object ids are the same on every server.</summary>
/// <param name="Name">SQL name of one element (<c>bigint</c>).</param>
/// <param name="Oid">Object id of one element.</param>
/// <param name="ArrayName">SQL name of the array, for <c>DataTypeName</c> and for casts (<c>bigint[]</c>).</param>
public sealed record WireType(string Name, uint Oid, string ArrayName)
{
    /// <summary><c>boolean</c>: one byte.</summary>
    public static WireType Boolean { get; } = new("boolean", 16, "boolean[]");

    /// <summary><c>bytea</c>: the bytes.</summary>
    public static WireType Bytea { get; } = new("bytea", 17, "bytea[]");

    /// <summary><c>bigint</c>: 8 bytes.</summary>
    public static WireType Int64 { get; } = new("bigint", 20, "bigint[]");

    /// <summary><c>smallint</c>: 2 bytes.</summary>
    public static WireType Int16 { get; } = new("smallint", 21, "smallint[]");

    /// <summary><c>integer</c>: 4 bytes.</summary>
    public static WireType Int32 { get; } = new("integer", 23, "integer[]");

    /// <summary><c>text</c>: UTF-8.</summary>
    public static WireType Text { get; } = new("text", 25, "text[]");

    /// <summary><c>json</c>: UTF-8.</summary>
    public static WireType Json { get; } = new("json", 114, "json[]");

    /// <summary><c>cidr</c>: family, mask, flag, length, address.</summary>
    public static WireType Cidr { get; } = new("cidr", 650, "cidr[]");

    /// <summary><c>real</c>: 4 bytes.</summary>
    public static WireType Real { get; } = new("real", 700, "real[]");

    /// <summary><c>double precision</c>: 8 bytes.</summary>
    public static WireType Double { get; } = new("double precision", 701, "double precision[]");

    /// <summary><c>inet</c>: family, mask, flag, length, address.</summary>
    public static WireType Inet { get; } = new("inet", 869, "inet[]");

    /// <summary><c>bpchar</c>, that is <c>char(n)</c> without its length, so that keys compare without their padding.</summary>
    public static WireType Bpchar { get; } = new("bpchar", 1042, "bpchar[]");

    /// <summary><c>date</c>: days since 2000-01-01, 4 bytes.</summary>
    public static WireType Date { get; } = new("date", 1082, "date[]");

    /// <summary><c>time</c>: microseconds since midnight, 8 bytes.</summary>
    public static WireType Time { get; } = new("time", 1083, "time[]");

    /// <summary><c>timestamp</c>: microseconds since 2000-01-01, 8 bytes.</summary>
    public static WireType Timestamp { get; } = new("timestamp", 1114, "timestamp[]");

    /// <summary><c>timestamptz</c>: microseconds since 2000-01-01 UTC, 8 bytes.</summary>
    public static WireType TimestampTz { get; } = new("timestamptz", 1184, "timestamptz[]");

    /// <summary><c>interval</c>: microseconds (8), days (4), months (4).</summary>
    public static WireType Interval { get; } = new("interval", 1186, "interval[]");

    /// <summary><c>timetz</c>: microseconds since midnight (8), seconds west of UTC (4).</summary>
    public static WireType TimeTz { get; } = new("timetz", 1266, "timetz[]");

    /// <summary><c>numeric</c>: base-10000 digits.</summary>
    public static WireType Numeric { get; } = new("numeric", 1700, "numeric[]");

    /// <summary><c>uuid</c>: 16 bytes.</summary>
    public static WireType Uuid { get; } = new("uuid", 2950, "uuid[]");

    /// <summary><c>jsonb</c>: version 1, then UTF-8.</summary>
    public static WireType Jsonb { get; } = new("jsonb", 3802, "jsonb[]");
}
