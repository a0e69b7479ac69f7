namespace CdcFunctions.Postgres.Tables;

/// <summary>One column of a target table as the catalog shows it.</summary>
public sealed record TargetColumn
{
    /// <summary>Name, as stored.</summary>
    public required string Name { get; init; }

    /// <summary>Type with its length or precision.</summary>
    public required PgType Type { get; init; }

    /// <summary>Quoted name of a collation that holds different texts for equal (a nondeterministic one); null for all others.</summary>
    public string? LooseCollation { get; init; }

    /// <summary>Number in <c>pg_attribute</c>.</summary>
    public short Attnum { get; init; }

    /// <summary>False for NOT NULL, of the column or of its domain.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>True when PostgreSQL fills the column if a statement leaves it out (default or identity).</summary>
    public bool HasDefault { get; init; }

    /// <summary>True for <c>generated always as (…) stored</c>: no statement may write it.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>True when its comment says that the source has it no more.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>True when its comment says that it shows a static column of its partition: triggers write it, no event does.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>True for <c>generated always as identity</c>: inserts need <c>overriding system value</c>, updates are refused.</summary>
    public bool IsIdentityAlways { get; init; }
}
