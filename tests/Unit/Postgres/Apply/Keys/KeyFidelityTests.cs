using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Keys;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Unit.Postgres.Wire;

namespace CdcFunctions.Unit.Postgres.Apply.Keys;

public sealed class KeyFidelityTests
{
    public static TheoryData<ColumnType, PgType> Loose => new()
    {
        { new ColumnType(ValueKind.Text), Types.Extension("citext") },
        { new ColumnType(ValueKind.Text), Types.Domain(Types.Extension("citext")) },
        { new ColumnType(ValueKind.Text), Types.BuiltIn("bpchar", length: 3) },
        { new ColumnType(ValueKind.Text), Types.BuiltIn("uuid") },
        { new ColumnType(ValueKind.Float64), Types.BuiltIn("float8") },
        { new ColumnType(ValueKind.Int64), Types.BuiltIn("float8") },
        { new ColumnType(ValueKind.Int64), Types.BuiltIn("numeric", precision: 5, scale: -1) },
        { new ColumnType(ValueKind.Decimal), Types.BuiltIn("numeric") },
        { new ColumnType(ValueKind.Decimal, 10, 3), Types.BuiltIn("numeric", precision: 10, scale: 2) },
        { new ColumnType(ValueKind.Timestamp), Types.BuiltIn("timestamp", precision: 3) },
        { new ColumnType(ValueKind.TimestampTz), Types.BuiltIn("timestamp") },
        { new ColumnType(ValueKind.Timestamp), Types.BuiltIn("date") },
        { new ColumnType(ValueKind.Time), Types.BuiltIn("time", precision: 0) },
        { new ColumnType(ValueKind.Interval), Types.BuiltIn("interval") },
    };

    public static TheoryData<ColumnType, PgType> Exact => new()
    {
        { new ColumnType(ValueKind.Text), Types.BuiltIn("text") },
        { new ColumnType(ValueKind.Text), Types.Domain(Types.BuiltIn("text")) },
        { new ColumnType(ValueKind.Int64), Types.BuiltIn("int4") },
        { new ColumnType(ValueKind.Int32), Types.BuiltIn("text") },
        { new ColumnType(ValueKind.Decimal, 10, 2), Types.BuiltIn("numeric", precision: 10, scale: 2) },
        { new ColumnType(ValueKind.Decimal, 10, 2), Types.BuiltIn("numeric") },
        { new ColumnType(ValueKind.Uuid), Types.BuiltIn("uuid") },
        { new ColumnType(ValueKind.TimestampTz), Types.BuiltIn("timestamptz") },
        { new ColumnType(ValueKind.Timestamp), Types.BuiltIn("timestamp", precision: 6) },
    };

    [Theory]
    [MemberData(nameof(Loose))]
    public void Nothing_is_asked_to_stay_apart_where_values_may_become_one(ColumnType source, PgType target) => Assert.Equal(0, Kept(source, target));

    [Theory]
    [MemberData(nameof(Exact))]
    public void Values_of_the_usual_types_stay_apart(ColumnType source, PgType target) => Assert.Equal(int.MaxValue, Kept(source, target));

    [Fact]
    public void A_text_is_cut_only_beyond_its_length() => Assert.Equal(20, Kept(new ColumnType(ValueKind.Text), Types.BuiltIn("varchar", length: 20)));

    [Fact]
    public void A_collation_may_hold_different_texts_for_equal() => Assert.Equal(0, Kept(new ColumnType(ValueKind.Text), Types.BuiltIn("text"), "shop.nocase"));

    private static int Kept(ColumnType source, PgType target, string? collation = null)
        => KeyFidelity.KeptBytes(new ColumnShape { Name = "id", Type = source, KeyOrdinal = 0 }, new TargetColumn { Name = "id", Type = target, LooseCollation = collation });
}
