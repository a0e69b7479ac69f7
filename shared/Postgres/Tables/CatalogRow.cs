namespace CdcFunctions.Postgres.Tables;

/// <summary>One column of one table as <see cref="TableCatalogSql"/> returns it; a table without columns is one row with <see cref="Attnum"/> 0.</summary>
internal sealed record CatalogRow
{
    public long TableOid { get; init; }

    public string TableSchema { get; init; } = "";

    public string TableName { get; init; } = "";

    public string TableKind { get; init; } = "";

    public bool HasPrimaryKey { get; init; }

    public string? PrimaryKeyName { get; init; }

    public string[]? Keys { get; init; }

    public short Attnum { get; init; }

    public string Name { get; init; } = "";

    public bool IsNotNull { get; init; }

    public bool HasDefault { get; init; }

    public string Generated { get; init; } = "";

    public string? Comment { get; init; }

    public string Identity { get; init; } = "";

    public int TypeModifier { get; init; }

    public string? LooseCollation { get; init; }

    public long TypeOid { get; init; }

    public string TypeSchema { get; init; } = "";

    public string TypeName { get; init; } = "";

    public string TypeKind { get; init; } = "";

    public long TypeArrayOid { get; init; }

    public string TypeDisplay { get; init; } = "";

    public bool DomainIsNotNull { get; init; }

    public int BaseModifier { get; init; }

    public long BaseOid { get; init; }

    public string BaseSchema { get; init; } = "";

    public string BaseName { get; init; } = "";

    public string BaseKind { get; init; } = "";

    public long BaseArrayOid { get; init; }

    public string BaseDisplay { get; init; } = "";

    public string[]? Labels { get; init; }

    public long? ElementOid { get; init; }

    public string? ElementSchema { get; init; }

    public string? ElementName { get; init; }

    public string? ElementKind { get; init; }

    public string? ElementDisplay { get; init; }
}
