using CdcFunctions.Operations.Configuration;
using static CdcFunctions.Operations.Configuration.Dialect;

namespace CdcFunctions.Integration.Postgres.WireForms;

/// <summary>Every type of the sources in every mode of their connectors.</summary>
internal static class WireFormCatalog
{
    private const long Ms = 1_000_000;
    private const long Us = 1_000;

    public static IReadOnlyList<WireForm> All { get; } = [.. SqlServerForms(), .. CqlForms(Scylla), .. CqlForms(Cassandra)];

    private static IEnumerable<WireForm> SqlServerForms()
    {
        yield return Sql("bit", "boolean", null, Draws.Boolean, "boolean");
        yield return Sql("tinyint", "int16", null, Draws.Integer(0, 255), "smallint");
        yield return Sql("smallint", "int16", null, Draws.Integer(short.MinValue, short.MaxValue), "smallint");
        yield return Sql("int", "int32", null, Draws.Integer(int.MinValue, int.MaxValue), "integer");
        yield return Sql("bigint", "int64", null, Draws.Integer(long.MinValue, long.MaxValue), "bigint");
        yield return Sql("real", "float", null, Draws.Finite(Draws.Single), "real");
        yield return Sql("float", "double", null, Draws.Finite(Draws.Double), "double precision");
        yield return Sql("decimal(38,10)", "bytes", Scale(10, 38), Draws.Decimal(38, 10, Draws.Base64), "numeric(38,10)") with { Connector = new() { DecimalHandlingMode = "precise" } };
        yield return Sql("decimal(38,10)", "string", null, Draws.Decimal(38, 10, Draws.AsText), "numeric(38,10)") with { Connector = new() { DecimalHandlingMode = "string" }, CreatedWithSchema = "numeric(38,10)" };
        yield return Sql("decimal(12,4)", "double", null, Draws.DecimalAsDouble, "numeric") with { Connector = new() { DecimalHandlingMode = "double" }, CreatedWithSchema = "numeric" };
        yield return Sql("money", "bytes", Scale(4, 19), Draws.Decimal(19, 4, Draws.Base64), "numeric(19,4)") with { Connector = new() { DecimalHandlingMode = "precise" } };
        yield return Sql("nvarchar(100)", "string", null, Draws.Unicode, "text");
        yield return Sql("uniqueidentifier", "string", null, Draws.Uuid(isUpper: true), "uuid");
        yield return Sql("xml", "string", null, Draws.Xml, "xml");
        yield return Sql("varbinary(50)", "bytes", null, Draws.Binary(Convert.ToBase64String), "bytea");
        yield return Sql("varbinary(50)", "string", null, Draws.Binary(Convert.ToBase64String), "bytea") with { Connector = new() { BinaryHandlingMode = "base64" } };
        yield return Sql("varbinary(50)", "string", null, Draws.Binary(UrlSafe), "bytea") with { Connector = new() { BinaryHandlingMode = "base64-url-safe" } };
        yield return Sql("varbinary(50)", "string", null, Draws.Binary(Convert.ToHexStringLower), "bytea") with { Connector = new() { BinaryHandlingMode = "hex" } };
        yield return Sql("date", "int32", "io.debezium.time.Date", TimeDraws.Days, "date");
        yield return Sql("date", "string", "io.debezium.time.IsoDate", TimeDraws.IsoDate, "date") with { Connector = new() { TimePrecisionMode = "isostring" } };
        yield return Sql("date", "int32", "org.apache.kafka.connect.data.Date", TimeDraws.Days, "date") with { Connector = new() { TimePrecisionMode = "connect" } };
        yield return Sql("time(3)", "int32", "io.debezium.time.Time", TimeDraws.Time(Ms, 1000), Time);
        yield return Sql("time(6)", "int64", "io.debezium.time.MicroTime", TimeDraws.Time(Us, 1), Time);
        yield return Sql("time(7)", "int64", "io.debezium.time.NanoTime", TimeDraws.Time(1, 1), Time);
        yield return Sql("time(3)", "int64", "io.debezium.time.MicroTime", TimeDraws.Time(Us, 1000), Time) with { Connector = new() { TimePrecisionMode = "adaptive_time_microseconds" } };
        yield return Sql("time(7)", "int32", "org.apache.kafka.connect.data.Time", TimeDraws.Time(Ms, 1000), Time) with { Connector = new() { TimePrecisionMode = "connect" } };
        yield return Sql("time(7)", "string", "io.debezium.time.IsoTime", TimeDraws.IsoTime, Time) with { Connector = new() { TimePrecisionMode = "isostring" } };
        yield return Sql("datetime", "int64", "io.debezium.time.Timestamp", TimeDraws.Moment(Ms, 1000), Timestamp);
        yield return Sql("datetime2(6)", "int64", "io.debezium.time.MicroTimestamp", TimeDraws.Moment(Us, 1), Timestamp);
        yield return Sql("datetime2(7)", "int64", "io.debezium.time.NanoTimestamp", TimeDraws.Moment(1, 1), Timestamp);
        yield return Sql("datetime2(7)", "int64", "org.apache.kafka.connect.data.Timestamp", TimeDraws.Moment(Ms, 1000), Timestamp) with { Connector = new() { TimePrecisionMode = "connect" } };
        yield return Sql("datetime2(7)", "string", "io.debezium.time.IsoTimestamp", TimeDraws.IsoMoment, Timestamp) with { Connector = new() { TimePrecisionMode = "isostring" } };
        yield return Sql("datetime2(3)", "int64", "io.debezium.time.MicroTimestamp", TimeDraws.Moment(Us, 1000), Timestamp) with { Connector = new() { TimePrecisionMode = "microseconds" } };
        yield return Sql("datetime2(3)", "int64", "io.debezium.time.NanoTimestamp", TimeDraws.Moment(1, 1000), Timestamp) with { Connector = new() { TimePrecisionMode = "nanoseconds" } };
        yield return Sql("datetimeoffset(6)", "string", "io.debezium.time.ZonedTimestamp", TimeDraws.Zoned, TimestampTz);
    }

    private static IEnumerable<WireForm> CqlForms(Dialect dialect)
    {
        WireForm Cql(string type, string connect, string? name, Func<Random, WireValue> draw, string created) => new(dialect, type, Schema(connect, name), draw, created);
        var isCassandra = dialect == Cassandra;
        yield return Cql("text", "string", null, Draws.Unicode, "text");
        yield return Cql("tinyint", "int8", null, Draws.Integer(sbyte.MinValue, sbyte.MaxValue), "smallint");
        yield return Cql("smallint", "int16", null, Draws.Integer(short.MinValue, short.MaxValue), "smallint");
        yield return Cql("int", "int32", null, Draws.Integer(int.MinValue, int.MaxValue), "integer");
        yield return Cql("bigint", "int64", null, Draws.Integer(long.MinValue, long.MaxValue), "bigint");
        yield return Cql("boolean", "boolean", null, Draws.Boolean, "boolean");
        yield return Cql("float", "float", null, Draws.Single, "real");
        yield return Cql("double", "double", null, Draws.Double, "double precision");
        yield return Cql("blob", "bytes", null, Draws.Binary(Convert.ToBase64String), "bytea");
        yield return Cql("uuid", "string", isCassandra ? "io.debezium.data.Uuid" : null, Draws.Uuid(isUpper: false), "uuid");
        yield return Cql("inet", "string", null, Draws.Inet(isCassandra ? "/" : ""), "inet");
        yield return Cql("decimal", "string", null, Draws.AnyDecimal(isStruct: false), "numeric") with { Connector = new() { DecimalHandlingMode = "string" } };
        yield return Cql("varint", "string", null, Draws.Varint(Draws.AsText), "numeric") with { Connector = new() { VarintHandlingMode = isCassandra ? "string" : null } };
        yield return Cql("date", "int32", isCassandra ? "io.debezium.time.Date" : "org.apache.kafka.connect.data.Date", TimeDraws.Days, "date");
        yield return Cql("time", "int64", null, TimeDraws.Time(1, 1), Time);
        yield return Cql("timestamp", "int64", isCassandra ? "io.debezium.time.Timestamp" : "org.apache.kafka.connect.data.Timestamp", TimeDraws.Moment(Ms, 1000, "+00"), TimestampTz);
        yield return isCassandra
            ? Cql("duration", "int64", "io.debezium.time.NanoDuration", TimeDraws.DurationNumber, "interval")
            : Cql("duration", "string", null, TimeDraws.DurationText, "interval");
        yield return new WireForm(dialect, "list<int>", """{"type":"array","items":{"type":"int32","optional":true},"optional":true}""", Draws.Json(Draws.Integer(int.MinValue, int.MaxValue), Array, Array), "jsonb");
        yield return new WireForm(dialect, "set<text>", """{"type":"array","items":{"type":"string","optional":true},"optional":true}""", Draws.Json(Draws.Unicode, Array, Array), "jsonb");
        if (isCassandra)
        {
            yield return new WireForm(dialect, "decimal", """{"type":"struct","fields":[{"type":"int32","optional":false,"field":"scale"},{"type":"bytes","optional":false,"field":"value"}],"optional":true,"name":"io.debezium.data.VariableScaleDecimal","version":1}""", Draws.AnyDecimal(isStruct: true), "numeric") with { Connector = new() { DecimalHandlingMode = "precise" } };
            yield return Cql("varint", "bytes", Scale(0, null), Draws.Varint(Draws.Base64), "numeric") with { Connector = new() { VarintHandlingMode = "precise" } };
            yield return Cql("varint", "int64", null, Draws.Integer(long.MinValue, long.MaxValue), "numeric") with { Connector = new() { VarintHandlingMode = "long" } };
            yield return Cql("decimal", "double", null, Draws.DecimalAsDouble, "numeric") with { Connector = new() { DecimalHandlingMode = "double" } };
        }
    }

    private const string Time = "time without time zone";
    private const string Timestamp = "timestamp without time zone";
    private const string TimestampTz = "timestamp with time zone";

    private static WireForm Sql(string type, string connect, string? name, Func<Random, WireValue> draw, string created) => new(SqlServer, type, Schema(connect, name), draw, created);

    private static string Scale(int scale, int? precision)
        => $"org.apache.kafka.connect.data.Decimal\",\"parameters\":{{\"scale\":\"{scale}\"{(precision is null ? "" : $",\"connect.decimal.precision\":\"{precision}\"")}}},\"doc\":\"";

    private static string Schema(string type, string? name)
        => name is null ? $$"""{"type":"{{type}}","optional":true}""" : $$"""{"type":"{{type}}","optional":true,"version":1,"name":"{{name}}"}""";

    private static string UrlSafe(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');

    private static string Array(List<WireValue> elements) => $"[{string.Join(",", elements.Select(element => element.Json))}]";
}
