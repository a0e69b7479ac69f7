using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>Finds the family of a type; a domain belongs to its base's.</summary>
internal static class TargetFamilies
{
    public static TargetFamily Of(PgType type) => type.Underlying switch
    {
        { Kind: PgTypeKind.Array } => TargetFamily.Array,
        { Kind: PgTypeKind.Enum } => TargetFamily.Enum,
        { Kind: PgTypeKind.Composite } => TargetFamily.Composite,
        { IsBuiltIn: false } => TargetFamily.Other,
        { Name: "bool" } => TargetFamily.Boolean,
        { Name: "int2" } => TargetFamily.SmallInt,
        { Name: "int4" } => TargetFamily.Integer,
        { Name: "int8" } => TargetFamily.BigInt,
        { Name: "float4" } => TargetFamily.Real,
        { Name: "float8" } => TargetFamily.Double,
        { Name: "numeric" } => TargetFamily.Numeric,
        { Name: "text" or "varchar" } => TargetFamily.Text,
        { Name: "bpchar" } => TargetFamily.Char,
        { Name: "bytea" } => TargetFamily.Bytea,
        { Name: "uuid" } => TargetFamily.Uuid,
        { Name: "inet" } => TargetFamily.Inet,
        { Name: "cidr" } => TargetFamily.Cidr,
        { Name: "date" } => TargetFamily.Date,
        { Name: "time" } => TargetFamily.Time,
        { Name: "timetz" } => TargetFamily.TimeTz,
        { Name: "timestamp" } => TargetFamily.Timestamp,
        { Name: "timestamptz" } => TargetFamily.TimestampTz,
        { Name: "interval" } => TargetFamily.Interval,
        { Name: "json" } => TargetFamily.Json,
        { Name: "jsonb" } => TargetFamily.Jsonb,
        { Name: "xml" } => TargetFamily.Xml,
        _ => TargetFamily.Other,
    };
}
