using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.StaticColumns;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Turns catalog rows into columns and types.</summary>
internal static class CatalogTypes
{
    public static TargetColumn Column(CatalogRow row) => new()
    {
        Name = row.Name,
        Type = Type(row),
        Attnum = row.Attnum,
        IsNullable = !row.IsNotNull && !row.DomainIsNotNull,
        LooseCollation = row.LooseCollation,
        HasDefault = (row.HasDefault && row.Generated.Length == 0) || row.Identity.Length > 0,
        IsGenerated = row.Generated.Length > 0,
        IsDeprecated = string.Equals(row.Comment, EvolutionSql.Deprecated, StringComparison.Ordinal),
        IsRepeated = row.Comment?.StartsWith(RepetitionSql.Mark, StringComparison.Ordinal) == true,
        IsIdentityAlways = string.Equals(row.Identity, "a", StringComparison.Ordinal),
    };

    private static PgType Type(CatalogRow row)
    {
        var isDomain = string.Equals(row.TypeKind, "d", StringComparison.Ordinal);
        var plain = new PgType
        {
            Oid = (uint)row.BaseOid,
            Schema = row.BaseSchema,
            Name = row.BaseName,
            Display = isDomain ? row.BaseDisplay : row.TypeDisplay,
            Kind = Kind(row.BaseKind),
            ArrayOid = (uint)row.BaseArrayOid,
            Element = Element(row),
            Labels = row.Labels ?? [],
        };
        if (!isDomain)
        {
            return PgTypeModifier.Apply(plain, row.TypeModifier);
        }

        return new PgType
        {
            Oid = (uint)row.TypeOid,
            Schema = row.TypeSchema,
            Name = row.TypeName,
            Display = row.TypeDisplay,
            Kind = PgTypeKind.Domain,
            ArrayOid = (uint)row.TypeArrayOid,
            BaseType = PgTypeModifier.Apply(plain, row.BaseModifier),
            IsNotNull = row.DomainIsNotNull,
        };
    }

    private static PgType? Element(CatalogRow row) => row.ElementOid is not { } oid ? null : new PgType
    {
        Oid = (uint)oid,
        Schema = row.ElementSchema!,
        Name = row.ElementName!,
        Display = row.ElementDisplay!,
        Kind = Kind(row.ElementKind!),
    };

    private static PgTypeKind Kind(string code) => code switch
    {
        "b" => PgTypeKind.Base,
        "a" => PgTypeKind.Array,
        "e" => PgTypeKind.Enum,
        "d" => PgTypeKind.Domain,
        "c" => PgTypeKind.Composite,
        _ => PgTypeKind.Other,
    };
}
