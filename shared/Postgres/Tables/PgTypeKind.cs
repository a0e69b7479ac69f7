namespace CdcFunctions.Postgres.Tables;

/// <summary>What sort of type <c>pg_type</c> says it is.</summary>
public enum PgTypeKind
{
    /// <summary>Scalar, built in or from an extension.</summary>
    Base,

    /// <summary>Array of <see cref="PgType.Element"/>.</summary>
    Array,

    /// <summary>Enumeration with <see cref="PgType.Labels"/>.</summary>
    Enum,

    /// <summary>Domain over <see cref="PgType.BaseType"/>.</summary>
    Domain,

    /// <summary>Row type.</summary>
    Composite,

    /// <summary>Range, multirange or pseudo type.</summary>
    Other,
}
