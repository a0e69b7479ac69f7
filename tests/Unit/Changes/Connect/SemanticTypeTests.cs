using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Connect;

public sealed class SemanticTypeTests
{
    [Theory]
    [InlineData("boolean", null, "true", ValueKind.Boolean, "true")]
    [InlineData("int8", null, "-128", ValueKind.Int16, "-128")]
    [InlineData("int16", null, "32767", ValueKind.Int16, "32767")]
    [InlineData("int32", null, "-2147483648", ValueKind.Int32, "-2147483648")]
    [InlineData("int64", null, "9223372036854775807", ValueKind.Int64, "9223372036854775807")]
    [InlineData("float", null, "1.5", ValueKind.Float32, "1.5")]
    [InlineData("double", null, "\"NaN\"", ValueKind.Float64, "NaN")]
    [InlineData("double", null, "\"-Infinity\"", ValueKind.Float64, "-Infinity")]
    [InlineData("float", null, "\"Infinity\"", ValueKind.Float32, "Infinity")]
    [InlineData("string", null, "\"a\\u00e9\\n\\\"\"", ValueKind.Text, "aé\n\"")]
    [InlineData("bytes", null, "\"yv66vg==\"", ValueKind.Bytes, "yv66vg==")]
    [InlineData("bytes", null, "\"\"", ValueKind.Bytes, "")]
    [InlineData("int32", "org.apache.kafka.connect.data.Date", "19884", ValueKind.Date, "2024-06-10")]
    [InlineData("int32", "io.debezium.time.Date", "-735525", ValueKind.Date, "-0044-03-15")]
    [InlineData("string", "io.debezium.time.IsoDate", "\"2026-08-20Z\"", ValueKind.Date, "2026-08-20")]
    [InlineData("int32", "org.apache.kafka.connect.data.Time", "1001", ValueKind.Time, "00:00:01.001")]
    [InlineData("int32", "io.debezium.time.Time", "86399999", ValueKind.Time, "23:59:59.999")]
    [InlineData("int64", "io.debezium.time.MicroTime", "1000001", ValueKind.Time, "00:00:01.000001")]
    [InlineData("int64", "io.debezium.time.NanoTime", "1000001000", ValueKind.Time, "00:00:01.000001")]
    [InlineData("string", "io.debezium.time.IsoTime", "\"04:05:11.789Z\"", ValueKind.Time, "04:05:11.789")]
    [InlineData("string", "io.debezium.time.ZonedTime", "\"01:30:00+02:00\"", ValueKind.Time, "23:30:00")]
    [InlineData("int64", "io.debezium.time.Timestamp", "1787228625457", ValueKind.Timestamp, "2026-08-20T12:23:45.457")]
    [InlineData("int64", "org.apache.kafka.connect.data.Timestamp", "0", ValueKind.Timestamp, "1970-01-01T00:00:00.000")]
    [InlineData("int64", "io.debezium.time.MicroTimestamp", "-62135596800000000", ValueKind.Timestamp, "0001-01-01T00:00:00.000")]
    [InlineData("int64", "io.debezium.time.NanoTimestamp", "1787228625456789000", ValueKind.Timestamp, "2026-08-20T12:23:45.456789")]
    [InlineData("string", "io.debezium.time.IsoTimestamp", "\"2026-08-20T12:23:45Z\"", ValueKind.Timestamp, "2026-08-20T12:23:45.000")]
    [InlineData("string", "io.debezium.time.ZonedTimestamp", "\"2026-08-20T12:23:45.456+11:00\"", ValueKind.TimestampTz, "2026-08-20T01:23:45.456Z")]
    [InlineData("int32", "io.debezium.time.Year", "2026", ValueKind.Int32, "2026")]
    [InlineData("int64", "io.debezium.time.MicroDuration", "-1500000", ValueKind.Interval, "PT-1.5S")]
    [InlineData("int64", "io.debezium.time.NanoDuration", "86400000001000", ValueKind.Interval, "PT86400.000001S")]
    [InlineData("string", "io.debezium.time.Interval", "\"P1Y2M3DT4H5M6.7S\"", ValueKind.Interval, "P14M3DT14706.7S")]
    [InlineData("string", "io.debezium.data.Uuid", "\"6F9619FF-8B86-D011-B42D-00C04FC964FF\"", ValueKind.Uuid, "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("string", "io.debezium.data.Json", "\"{\\\"a\\\":1}\"", ValueKind.Json, "{\"a\":1}")]
    [InlineData("string", "io.debezium.data.Xml", "\"<a/>\"", ValueKind.Xml, "<a/>")]
    [InlineData("string", "io.debezium.data.Enum", "\"red\"", ValueKind.Text, "red")]
    [InlineData("string", "io.debezium.data.EnumSet", "\"red,blue\"", ValueKind.Text, "red,blue")]
    [InlineData("bytes", "io.debezium.data.Bits", "\"Aw==\"", ValueKind.Bytes, "Aw==")]
    public void A_value_is_read_by_its_embedded_schema(string type, string? name, string json, ValueKind kind, string text)
    {
        var field = name is null ? $$"""{"type":"{{type}}","optional":true}""" : $$"""{"type":"{{type}}","optional":true,"name":"{{name}}","version":1}""";

        var decoded = Decoded.Of(Sources.SqlServer(), Events.Embedded(Dialect.SqlServer, field, json));

        Assert.Equal(text, decoded.Row["v"]);
        Assert.Equal(kind, decoded.TypeOf("v").Kind);
    }

    [Theory]
    [InlineData(Dialect.Scylla, "org.apache.kafka.connect.data.Timestamp")]
    [InlineData(Dialect.Cassandra, "io.debezium.time.Timestamp")]
    public void A_CQL_timestamp_is_a_point_in_time(Dialect dialect, string name)
    {
        var decoded = Decoded.Of(Sources.Of(dialect), Events.Embedded(dialect, $$"""{"type":"int64","optional":true,"name":"{{name}}","version":1}""", "1711848600123"));

        Assert.Equal("2024-03-31T01:30:00.123Z", decoded.Row["v"]);
        Assert.Equal(ValueKind.TimestampTz, decoded.TypeOf("v").Kind);
    }

    [Theory]
    [InlineData("int8", null, "128")]
    [InlineData("int16", null, "32768")]
    [InlineData("int32", null, "2147483648")]
    [InlineData("int64", null, "9223372036854775808")]
    [InlineData("int64", null, "1.5")]
    [InlineData("int32", null, "\"1\"")]
    [InlineData("boolean", null, "1")]
    [InlineData("float", null, "1e40")]
    [InlineData("double", null, "1e400")]
    [InlineData("double", null, "\"1.5\"")]
    [InlineData("string", null, "1")]
    [InlineData("bytes", null, "\"###\"")]
    [InlineData("int32", "io.debezium.time.Time", "86400000")]
    [InlineData("int32", "io.debezium.time.Time", "-1")]
    [InlineData("int64", "io.debezium.time.Timestamp", "9223372036854775807")]
    [InlineData("string", "io.debezium.time.ZonedTimestamp", "\"2026-02-30T00:00:00Z\"")]
    [InlineData("string", "io.debezium.data.Uuid", "\"6F9619FF\"")]
    [InlineData("string", "io.debezium.data.Json", "\"{\"")]
    [InlineData("string", "io.debezium.time.Interval", "\"1 day\"")]
    public void A_value_that_does_not_fit_its_type_is_a_failure_that_names_column_and_form_but_no_value(string type, string? name, string json)
    {
        var field = name is null ? $$"""{"type":"{{type}}","optional":true}""" : $$"""{"type":"{{type}}","optional":true,"name":"{{name}}"}""";

        var decoded = Decoded.Of(Sources.SqlServer(), Events.Embedded(Dialect.SqlServer, field, json));

        Assert.Equal("bad-value", decoded.Failure.Reason);
        Assert.Contains("Column v", decoded.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(json.Trim('"') + " ", decoded.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(decoded.Rows);
    }

    [Theory]
    [InlineData("1787228625456789100", "2026-08-20T12:23:45.456789", 1)]
    [InlineData("-100", "1969-12-31T23:59:59.999999", 1)]
    [InlineData("1787228625456789000", "2026-08-20T12:23:45.456789", 0)]
    public void Nanoseconds_are_cut_to_microseconds_and_counted(string json, string text, long truncated)
    {
        var decoded = Decoded.Of(Sources.SqlServer(), Events.Embedded(Dialect.SqlServer, """{"type":"int64","optional":true,"name":"io.debezium.time.NanoTimestamp"}""", json));

        Assert.Equal(text, decoded.Row["v"]);
        Assert.Equal(truncated, decoded.TruncatedTimes);
    }
}
