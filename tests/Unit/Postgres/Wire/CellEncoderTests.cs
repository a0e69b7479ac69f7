using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Apply.Wire.Matrix;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Support.Changes;

namespace CdcFunctions.Unit.Postgres.Wire;

public class CellEncoderTests
{
    public static TheoryData<string, ValueKind, object, string> Bytes => new()
    {
        { "bool", ValueKind.Boolean, true, "01" },
        { "int2", ValueKind.Int16, -32768, "8000" },
        { "int4", ValueKind.Int32, int.MaxValue, "7FFFFFFF" },
        { "int8", ValueKind.Int64, long.MinValue, "8000000000000000" },
        { "float4", ValueKind.Float32, 1.5f, "3FC00000" },
        { "float8", ValueKind.Float64, -2.0, "C000000000000000" },
        { "numeric", ValueKind.Decimal, "12.3400", "0002" + "0000" + "0000" + "0004" + "000C" + "0D48" },
        { "numeric", ValueKind.Decimal, "-12345678.9", "0003" + "0001" + "4000" + "0001" + "04D2" + "162E" + "2328" },
        { "numeric", ValueKind.Decimal, "0.00", "0000" + "0000" + "0000" + "0002" },
        { "numeric", ValueKind.Decimal, "1E-20", "0001" + "FFFB" + "0000" + "0014" + "0001" },
        { "numeric", ValueKind.Decimal, "1E+3", "0001" + "0000" + "0000" + "0000" + "03E8" },
        { "numeric", ValueKind.Decimal, "10000", "0001" + "0001" + "0000" + "0000" + "0001" },
        { "numeric", ValueKind.Decimal, "NaN", "0000" + "0000" + "C000" + "0000" },
        { "numeric", ValueKind.Decimal, "-Infinity", "0000" + "0000" + "F000" + "0000" },
        { "text", ValueKind.Text, "ž", "C5BE" },
        { "bytea", ValueKind.Bytes, new byte[] { 0, 255 }, "00FF" },
        { "inet", ValueKind.Inet, "10.0.0.1", "02" + "20" + "00" + "04" + "0A000001" },
        { "cidr", ValueKind.Inet, "2001:db8::/32", "03" + "20" + "01" + "10" + "20010DB8000000000000000000000000" },
        { "date", ValueKind.Date, 10957, "00000000" },
        { "time", ValueKind.Time, 1L, "0000000000000001" },
        { "timetz", ValueKind.Text, "00:00:01+01:00", "00000000000F4240" + "FFFFF1F0" },
        { "timestamp", ValueKind.Timestamp, 0L, "FFFCA2FEC4C82000" },
        { "jsonb", ValueKind.Json, "{}", "017B7D" },
        { "json", ValueKind.Json, "{}", "7B7D" },
    };

    [Theory]
    [MemberData(nameof(Bytes))]
    public void A_value_takes_exactly_these_bytes(string type, ValueKind kind, object value, string expected)
    {
        using var changes = PlainCells.Of(kind, value);
        var encoder = Encoder(kind, Types.BuiltIn(type));
        using var array = new WireArray(encoder.Wire);

        Assert.True(encoder.TryAppend(changes.Columns[0], 0, array, out _));

        Assert.Equal(expected, Convert.ToHexString(array.ToWire().Span[24..]));
    }

    [Fact]
    public void Null_and_absent_are_both_sent_as_null()
    {
        using var changes = PlainCells.Of(ValueKind.Int32, null, 1);
        changes.Columns[0].SetAbsent(1);
        var encoder = Encoder(ValueKind.Int32, Types.BuiltIn("int4"));
        using var array = new WireArray(encoder.Wire);

        encoder.AppendRows(changes.Columns[0], [0, 1], array, []);

        Assert.EndsWith("FFFFFFFFFFFFFFFF", Convert.ToHexString(array.ToWire().Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Null_for_a_not_null_column_is_a_fault_and_absent_is_none(bool byDomain)
    {
        using var changes = PlainCells.Of(ValueKind.Int32, null, 1);
        changes.Columns[0].SetAbsent(1);
        var type = byDomain ? Types.Domain(Types.BuiltIn("int4"), isNotNull: true) : Types.BuiltIn("int4");
        var encoder = Encoder(ValueKind.Int32, type, isNullable: byDomain);
        using var array = new WireArray(encoder.Wire);

        Assert.False(encoder.TryAppend(changes.Columns[0], 0, array, out var fault));
        Assert.True(encoder.TryAppend(changes.Columns[0], 1, array, out _));

        Assert.Equal(("not-null", "23502"), (fault.Code, fault.SqlState));
    }

    [Fact]
    public void A_fault_appends_nothing_and_never_shows_the_value()
    {
        using var changes = PlainCells.Of(ValueKind.Text, "secret-value");
        var encoder = Encoder(ValueKind.Text, Types.BuiltIn("varchar", length: 5));
        using var array = new WireArray(encoder.Wire);

        Assert.False(encoder.TryAppend(changes.Columns[0], 0, array, out var fault));

        Assert.Equal(0, array.Count);
        Assert.Equal(("too-long", "22001", "price", 0), (fault.Code, fault.SqlState, fault.Column, fault.Row));
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains("column price", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faulty_rows_become_null_and_good_ones_go_on()
    {
        using var changes = PlainCells.Of(ValueKind.Int32, 1, 70_000, 3);
        var encoder = Encoder(ValueKind.Int32, Types.BuiltIn("int2"));
        using var array = new WireArray(encoder.Wire);
        var faults = new List<CellFault>();

        Assert.Equal(1, encoder.AppendRows(changes.Columns[0], [2, 1, 0], array, faults));

        Assert.Equal(3, array.Count);
        Assert.Equal(("out-of-range", 1), (faults[0].Code, faults[0].Row));
        Assert.Equal("00000002" + "0003" + "FFFFFFFF" + "00000002" + "0001", Convert.ToHexString(array.ToWire().Span[20..]));
    }

    [Fact]
    public void Infinity_needs_PostgreSQL_14()
    {
        using var changes = PlainCells.Of(ValueKind.Decimal, "Infinity");
        var column = new TargetColumn { Name = "price", Type = Types.BuiltIn("numeric") };
        var encoder = ConversionMatrix.Find(ValueKind.Decimal, column.Type)!.Create(new CellContext(ValueKind.Decimal, column, 13));
        using var array = new WireArray(encoder.Wire);

        Assert.False(encoder.TryAppend(changes.Columns[0], 0, array, out var fault));
        Assert.Equal(CellFaultKind.OutOfRange, fault.Kind);
    }

    [Fact]
    public void An_unknown_label_is_a_fault()
    {
        using var changes = PlainCells.Of(ValueKind.Text, "sad", "Sad");
        var encoder = Encoder(ValueKind.Text, Types.Enum("sad"));
        using var array = new WireArray(encoder.Wire);
        var faults = new List<CellFault>();

        encoder.AppendRows(changes.Columns[0], [0, 1], array, faults);

        Assert.Equal(["bad-enum"], faults.Select(static fault => fault.Code).ToArray());
    }

    [Fact]
    public void Types_of_a_person_are_cast_in_sql()
    {
        Assert.Equal("u.v::\"shop\".\"mood\"", Encoder(ValueKind.Text, Types.Enum("sad")).ToSql("u.v"));
        Assert.Equal("u.v::\"pg_catalog\".\"int4\"[]", Encoder(ValueKind.Json, Types.ArrayOf("int4")).ToSql("u.v"));
        Assert.Equal("jsonb_populate_record(null::\"shop\".\"pair\", u.v)", Encoder(ValueKind.Json, Types.Composite()).ToSql("u.v"));
        Assert.Equal("u.v", Encoder(ValueKind.Text, Types.BuiltIn("varchar")).ToSql("u.v"));
    }

    [Fact]
    public void Encoding_allocates_nothing_per_value()
    {
        using var changes = PlainCells.Of(ValueKind.Decimal, [.. Enumerable.Range(0, 1_000).Select(static number => $"{number}.25")]);
        var encoder = Encoder(ValueKind.Decimal, Types.BuiltIn("numeric", 12, 2));
        using var array = new WireArray(encoder.Wire);
        var rows = Enumerable.Range(0, 1_000).ToArray();
        var faults = new List<CellFault>();
        encoder.AppendRows(changes.Columns[0], rows, array, faults);
        array.Clear(encoder.Wire);

        var before = GC.GetAllocatedBytesForCurrentThread();
        encoder.AppendRows(changes.Columns[0], rows, array, faults);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500);
    }

    private static CellEncoder Encoder(ValueKind kind, PgType type, bool isNullable = true)
    {
        var column = new TargetColumn { Name = "price", Type = type, IsNullable = isNullable };
        return ConversionMatrix.Find(kind, type)!.Create(new CellContext(kind, column, 15));
    }
}
