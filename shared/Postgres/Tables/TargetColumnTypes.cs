using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Matrix;

namespace CdcFunctions.Postgres.Tables;

/// <summary>What a target column tells about the values that go into it, for events that tell nothing themselves.</summary>
internal static class TargetColumnTypes
{
    /// <summary>The type in neutral words; a type this project does not know takes text.</summary>
    public static ColumnType For(PgType type)
    {
        var (kind, plain) = (Kind(TargetFamilies.Of(type)), type.Underlying);
        return new ColumnType(kind, plain.Precision, plain.Scale);
    }

    private static ValueKind Kind(TargetFamily family) => family switch
    {
        TargetFamily.Boolean => ValueKind.Boolean,
        TargetFamily.SmallInt => ValueKind.Int16,
        TargetFamily.Integer => ValueKind.Int32,
        TargetFamily.BigInt => ValueKind.Int64,
        TargetFamily.Real => ValueKind.Float32,
        TargetFamily.Double => ValueKind.Float64,
        TargetFamily.Numeric => ValueKind.Decimal,
        TargetFamily.Bytea => ValueKind.Bytes,
        TargetFamily.Uuid => ValueKind.Uuid,
        TargetFamily.Inet or TargetFamily.Cidr => ValueKind.Inet,
        TargetFamily.Date => ValueKind.Date,
        TargetFamily.Time or TargetFamily.TimeTz => ValueKind.Time,
        TargetFamily.Timestamp => ValueKind.Timestamp,
        TargetFamily.TimestampTz => ValueKind.TimestampTz,
        TargetFamily.Interval => ValueKind.Interval,
        TargetFamily.Json or TargetFamily.Jsonb or TargetFamily.Array or TargetFamily.Composite => ValueKind.Json,
        TargetFamily.Xml => ValueKind.Xml,
        _ => ValueKind.Text,
    };
}
