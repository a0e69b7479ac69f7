using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Matrix;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Keys;

/// <summary>Tells of which key columns different values of the source stay different in PostgreSQL.</summary>
internal static class KeyFidelity
{
    private const int Microseconds = 6;

    /// <summary>The longest value in bytes that is kept apart from all others: 0 for none, <see cref="int.MaxValue"/> for any length.</summary>
    /// <remarks>
    /// Not kept apart are for instance texts that differ in case (<c>citext</c>, nondeterministic collations) or in trailing blanks (<c>char</c>, and <c>varchar</c> beyond its
    /// length), moments that differ beyond the column's digits, 0 and -0, 1.5 and 1.50 of a source without a scale. What is not known to be kept apart is not.
    /// </remarks>
    public static int KeptBytes(ColumnShape source, TargetColumn target) => (source.Type.Kind, TargetFamilies.Of(target.Type), target.Type.Underlying) switch
    {
        (ValueKind.Text, TargetFamily.Text, { Length: var length }) when target.LooseCollation is null => length ?? int.MaxValue,
        (ValueKind.Text, TargetFamily.Enum, _) => int.MaxValue,
        (ValueKind.Boolean, TargetFamily.Boolean, _) => int.MaxValue,
        (ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64, TargetFamily.SmallInt or TargetFamily.Integer or TargetFamily.BigInt, _) => int.MaxValue,
        (ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64, TargetFamily.Numeric, { Scale: null or >= 0 }) => int.MaxValue,
        (ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 or ValueKind.Boolean or ValueKind.Uuid, TargetFamily.Text, _) => int.MaxValue,
        (ValueKind.Decimal, TargetFamily.Numeric, { Scale: var scale }) when source.Type.Scale is { } digits && (scale is null || scale >= digits) => int.MaxValue,
        (ValueKind.Uuid, TargetFamily.Uuid, _) or (ValueKind.Bytes, TargetFamily.Bytea, _) or (ValueKind.Date, TargetFamily.Date, _) => int.MaxValue,
        (ValueKind.Time, TargetFamily.Time, { Precision: null or Microseconds }) => int.MaxValue,
        (ValueKind.Timestamp, TargetFamily.Timestamp, { Precision: null or Microseconds }) => int.MaxValue,
        (ValueKind.TimestampTz, TargetFamily.TimestampTz, { Precision: null or Microseconds }) => int.MaxValue,
        _ => 0,
    };
}
