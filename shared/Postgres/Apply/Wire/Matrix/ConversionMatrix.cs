using CdcFunctions.Changes;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>Which source kinds go into which target types, and how: the one place that decides, and what <c>docs/types.md</c> is printed from.</summary>
public static class ConversionMatrix
{
    /// <summary>The conversion, or null when the pair makes no sense.</summary>
    public static Conversion? Find(ValueKind source, PgType target) => Find(source, TargetFamilies.Of(target));

    /// <summary>The conversion, or null when the pair makes no sense.</summary>
    public static Conversion? Find(ValueKind source, TargetFamily target) => target switch
    {
        TargetFamily.Boolean => NumberRules.Boolean(source),
        TargetFamily.SmallInt => NumberRules.SmallInt(source),
        TargetFamily.Integer => NumberRules.Integer(source),
        TargetFamily.BigInt => NumberRules.BigInt(source),
        TargetFamily.Real => NumberRules.Real(source),
        TargetFamily.Double => NumberRules.Double(source),
        TargetFamily.Numeric => NumberRules.Numeric(source),
        TargetFamily.Text => TextRules.Text(source),
        TargetFamily.Char => TextRules.Char(source),
        TargetFamily.Bytea => OtherRules.Bytea(source),
        TargetFamily.Uuid => OtherRules.Uuid(source),
        TargetFamily.Inet => OtherRules.Inet(source),
        TargetFamily.Cidr => OtherRules.Cidr(source),
        TargetFamily.Date => TimeRules.Date(source),
        TargetFamily.Time => TimeRules.Time(source),
        TargetFamily.TimeTz => TimeRules.TimeTz(source),
        TargetFamily.Timestamp => TimeRules.Timestamp(source),
        TargetFamily.TimestampTz => TimeRules.TimestampTz(source),
        TargetFamily.Interval => TimeRules.Interval(source),
        TargetFamily.Json => DocumentRules.Json(source),
        TargetFamily.Jsonb => DocumentRules.Jsonb(source),
        TargetFamily.Xml => DocumentRules.Xml(source),
        TargetFamily.Array => DocumentRules.Array(source),
        TargetFamily.Enum => OtherRules.Enum(source),
        TargetFamily.Composite => DocumentRules.Composite(source),
        _ => OtherRules.Unknown(source),
    };
}
