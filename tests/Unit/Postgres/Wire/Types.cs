using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Unit.Postgres.Wire;

/// <summary>Target types without a catalog.</summary>
internal static class Types
{
    public static PgType BuiltIn(string name, int? precision = null, int? scale = null, int? length = null)
        => new() { Oid = 1, Schema = "pg_catalog", Name = name, Display = name, Precision = precision, Scale = scale, Length = length };

    public static PgType Enum(params string[] labels)
        => new() { Oid = 2, Schema = "shop", Name = "mood", Display = "shop.mood", Kind = PgTypeKind.Enum, Labels = labels };

    public static PgType ArrayOf(string element)
        => new() { Oid = 3, Schema = "pg_catalog", Name = "_" + element, Display = element + "[]", Kind = PgTypeKind.Array, Element = BuiltIn(element) };

    public static PgType Composite()
        => new() { Oid = 4, Schema = "shop", Name = "pair", Display = "shop.pair", Kind = PgTypeKind.Composite };

    public static PgType Extension(string name)
        => new() { Oid = 5, Schema = "public", Name = name, Display = name };

    public static PgType Domain(PgType over, bool isNotNull = false)
        => new() { Oid = 6, Schema = "shop", Name = "price", Display = "shop.price", Kind = PgTypeKind.Domain, BaseType = over, IsNotNull = isNotNull };
}
