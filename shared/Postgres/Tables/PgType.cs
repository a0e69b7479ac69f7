namespace CdcFunctions.Postgres.Tables;

/// <summary>A PostgreSQL type as a column uses it: the type itself and the length or precision declared with it.</summary>
public sealed record PgType
{
    /// <summary>Object id.</summary>
    public required uint Oid { get; init; }

    /// <summary>Schema; <c>pg_catalog</c> for built-in types.</summary>
    public required string Schema { get; init; }

    /// <summary>Name in <c>pg_type</c> (<c>int8</c>, <c>bpchar</c>).</summary>
    public required string Name { get; init; }

    /// <summary>As a person writes it (<c>numeric(12,2)</c>, <c>character varying(40)</c>, <c>shop.mood</c>); for messages, not for SQL.</summary>
    public required string Display { get; init; }

    /// <summary>Sort of type.</summary>
    public PgTypeKind Kind { get; init; }

    /// <summary>Object id of the array over this type, 0 when there is none.</summary>
    public uint ArrayOid { get; init; }

    /// <summary>Characters of <c>varchar(n)</c> or <c>char(n)</c>; null without limit.</summary>
    public int? Length { get; init; }

    /// <summary>Digits of <c>numeric(p,s)</c>, or fractional second digits of a time; null without limit.</summary>
    public int? Precision { get; init; }

    /// <summary>Digits after the point of <c>numeric(p,s)</c>; null without limit.</summary>
    public int? Scale { get; init; }

    /// <summary>What a domain stands on (itself never a domain), with the length or precision the domain declares.</summary>
    public PgType? BaseType { get; init; }

    /// <summary>Element type of an array.</summary>
    public PgType? Element { get; init; }

    /// <summary>Labels of an enum in their order.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>True when a domain in the chain says NOT NULL.</summary>
    public bool IsNotNull { get; init; }

    /// <summary>The type that decides the form of values: a domain's base, else this.</summary>
    public PgType Underlying => BaseType ?? this;

    /// <summary>True for types of PostgreSQL itself.</summary>
    public bool IsBuiltIn => string.Equals(Schema, "pg_catalog", StringComparison.Ordinal);

    /// <summary>Quoted name for a cast, without length or precision.</summary>
    public string SqlName => Element is { } element && Kind == PgTypeKind.Array
        ? element.SqlName + "[]"
        : SqlIdentifier.Quote(Schema) + "." + SqlIdentifier.Quote(Name);
}
