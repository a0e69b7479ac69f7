using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;
using NSubstitute;

namespace CdcFunctions.Unit.Changes.Debezium;

/// <summary>Columns without any declared type: the target, else the values themselves.</summary>
public sealed class InferenceTests
{
    [Theory]
    [InlineData("\"x\"", ValueKind.Text)]
    [InlineData("1", ValueKind.Int64)]
    [InlineData("9223372036854775808", ValueKind.Decimal)]
    [InlineData("1.5", ValueKind.Float64)]
    [InlineData("1e3", ValueKind.Float64)]
    [InlineData("true", ValueKind.Boolean)]
    [InlineData("[1]", ValueKind.Json)]
    [InlineData("{\"a\":{}}", ValueKind.Json)]
    public void A_value_of_unknown_type_has_its_natural_type_and_is_reported(string json, ValueKind kind)
    {
        var catalog = new SchemaCatalog();

        var decoded = Decoded.Of(ChangeDecoders.Create(Sources.Scylla(("id", "int")), catalog, null), Insert(1, json));

        Assert.Equal(kind, decoded.TypeOf("v").Kind);
        Assert.Equal(new InferredColumn(new TableName("shop", "shop", "t"), "v", kind), Assert.Single(catalog.Inferred));
    }

    [Fact]
    public void A_null_is_no_value_to_infer_from()
    {
        var decoded = Decoded.Of(Sources.Scylla(), Insert(1, "null"), Insert(2, "5"));

        Assert.Equal("ABSENT, 5", decoded.Rows.Select(row => row["v"]).Joined());
        Assert.Equal([true, false], decoded.Rows.Select(row => row.Header.IsPartial));
    }

    [Fact]
    public void A_fraction_widens_a_column_inferred_as_whole_and_starts_a_new_table()
    {
        var decoded = Decoded.Of(Sources.Scylla(), Insert(1, "5"), Insert(2, "5.5"), Insert(3, "6"));

        Assert.Equal("5, 5.5, 6", decoded.Rows.Select(row => row["v"]).Joined());
        Assert.Equal(2, decoded.TableCount);
        Assert.Equal([ValueKind.Int64, ValueKind.Float64, ValueKind.Float64], decoded.Rows.Select(row => row.Cells["v"].Kind));
    }

    [Theory]
    [InlineData("5", "\"x\"", ValueKind.Text)]
    [InlineData("\"NaN\"", "1.5", ValueKind.Float64)]
    [InlineData("true", "[1]", ValueKind.Json)]
    public void A_value_of_another_kind_changes_an_inferred_type_and_starts_a_new_table(string first, string second, ValueKind kind)
    {
        var decoded = Decoded.Of(Sources.Scylla(), Insert(1, first), Insert(2, second), Insert(3, second));

        Assert.Empty(decoded.Failures);
        Assert.Equal(2, decoded.TableCount);
        Assert.Equal([kind, kind], decoded.Rows.Skip(1).Select(row => row.Cells["v"].Kind));
    }

    [Fact]
    public void A_declared_type_is_not_changed_by_a_value()
    {
        var decoded = Decoded.Of(Sources.Scylla(("v", "int")), Insert(1, "5"), Insert(2, "\"x\""));

        Assert.Equal("bad-value", decoded.Failure.Reason);
        Assert.Contains("tables.t.sourceTypes.v", decoded.Failure.Remedy, StringComparison.Ordinal);
        Assert.Single(decoded.Rows);
    }

    [Fact]
    public void New_columns_are_appended_to_the_same_table()
    {
        var decoded = Decoded.Of(Sources.Scylla(), Insert(1, "5"), Events.Scylla("""{"id":2}""", """{"id":2,"v":6,"w":"new"}"""), Insert(3, "7"));

        Assert.Equal(1, decoded.TableCount);
        Assert.Equal("ABSENT, new, ABSENT", decoded.Rows.Select(row => row["w"]).Joined());
        Assert.Equal([true, false, true], decoded.Rows.Select(row => row.Header.IsPartial));
    }

    [Fact]
    public void Another_key_starts_a_new_table()
    {
        var decoded = Decoded.Of(Sources.Scylla(), Insert(1, "5"), Events.Scylla("""{"id":2,"v":6}""", """{"id":2,"v":6}"""));

        Assert.Equal(2, decoded.TableCount);
        Assert.Equal("1, 2|6", decoded.Rows.Select(row => row.KeyText).Joined());
    }

    [Theory]
    [InlineData(Dialect.Scylla, ValueKind.Uuid, "\"50554d6e-29bb-11e5-b345-feff819cdc9f\"", "50554d6e-29bb-11e5-b345-feff819cdc9f")]
    [InlineData(Dialect.Scylla, ValueKind.TimestampTz, "1711848600123", "2024-03-31T01:30:00.123Z")]
    [InlineData(Dialect.Scylla, ValueKind.Time, "1000000000", "00:00:01")]
    [InlineData(Dialect.Scylla, ValueKind.Decimal, "\"1234\"", "1234")]
    [InlineData(Dialect.Scylla, ValueKind.Interval, "\"1d\"", "P1D")]
    [InlineData(Dialect.Scylla, ValueKind.Json, "{\"field_0\":1}", "[1]")]
    [InlineData(Dialect.SqlServer, ValueKind.Json, "\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData(Dialect.SqlServer, ValueKind.Date, "20685", "2026-08-20")]
    [InlineData(Dialect.SqlServer, ValueKind.Timestamp, "\"2026-08-20T12:23:45Z\"", "2026-08-20T12:23:45.000")]
    [InlineData(Dialect.SqlServer, ValueKind.Decimal, "\"E34=\"", "49.90")]
    [InlineData(Dialect.SqlServer, ValueKind.Bytes, "\"AQ==\"", "AQ==")]
    public void The_target_column_tells_what_the_event_does_not(Dialect dialect, ValueKind kind, string json, string text)
        => Assert.Equal(text, Decoded.Of(WithTarget(Sources.Of(dialect), new ColumnType(kind, Scale: 2)), Insert(1, json, dialect)).Row["v"]);

    [Theory]
    [InlineData(ValueKind.Timestamp, 3, "1787228625457", "sourceTypes: { v: datetime2(3) }")]
    [InlineData(ValueKind.Time, 3, "1000", "sourceTypes: { v: time(7) }")]
    [InlineData(ValueKind.Decimal, null, "\"E34=\"", "sourceTypes: { v: decimal(p,s) }")]
    [InlineData(ValueKind.Decimal, 2, "\"1234\"", "decimalHandlingMode: precise")]
    public void What_stays_ambiguous_is_refused_with_the_line_to_add(ValueKind kind, int? scale, string json, string line)
    {
        var failure = Decoded.Of(WithTarget(Sources.SqlServer(), new ColumnType(kind, Scale: scale)), Insert(1, json, Dialect.SqlServer)).Failure;

        Assert.Equal("ambiguous-type", failure.Reason);
        Assert.Contains(line, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_mode_of_one_unit_ends_the_ambiguity()
    {
        var source = Sources.SqlServer().With(new ConnectorOptions { TimePrecisionMode = "connect" });

        Assert.Equal("2026-08-20T12:23:45.457", Decoded.Of(WithTarget(source, new ColumnType(ValueKind.Timestamp)), Insert(1, "1787228625457", Dialect.SqlServer)).Row["v"]);
    }

    [Fact]
    public void A_bare_row_of_JSON_keeps_maps_and_tuples_natural()
    {
        var row = Decoded.Of(Sources.Scylla(), Insert(1, """[{"key":1,"value":{"field_0":1,"field_1":null}},{"key":2,"value":{"a":[true,"x"]}}]""")).Row;

        Assert.Equal("""{"1":[1,null],"2":{"a":[true,"x"]}}""", row["v"]);
    }

    [Fact]
    public void A_whole_number_beyond_its_target_column_tells_that_the_source_is_wider()
    {
        var decoded = Decoded.Of(WithTarget(Sources.Scylla(), new ColumnType(ValueKind.Int32)), Insert(1, "5"), Insert(2, "5000000000"), Insert(3, "6"));

        Assert.Empty(decoded.Failures);
        Assert.Equal("5, 5000000000, 6", decoded.Rows.Select(row => row["v"]).Joined());
        Assert.Equal([ValueKind.Int32, ValueKind.Int64, ValueKind.Int64], decoded.Rows.Select(row => row.Cells["v"].Kind));
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    public void Any_other_value_that_its_target_column_does_not_take_is_bad(string json)
        => Assert.Equal("bad-value", Assert.Single(Decoded.Of(WithTarget(Sources.Scylla(), new ColumnType(ValueKind.Int32)), Insert(1, "5"), Insert(2, json)).Failures).Reason);

    private static IChangeDecoder WithTarget(SourceOptions source, ColumnType type)
    {
        var target = Substitute.For<ITargetTypes>();
        target.Find(Arg.Is<TableName>(table => !table.Table.EndsWith(SourceOptions.StaticSuffix, StringComparison.Ordinal)), "v").Returns(type);
        return ChangeDecoders.Create(source, new SchemaCatalog(), target);
    }

    private static SourceRecord Insert(int id, string json, Dialect dialect = Dialect.Scylla) => dialect == Dialect.SqlServer
        ? Events.SqlServer($$"""{"id":{{id}}}""", $$"""{"id":{{id}},"v":{{json}}}""")
        : Events.Scylla($$"""{"id":{{id}}}""", $$"""{"id":{{id}},"v":{{json}}}""");
}
