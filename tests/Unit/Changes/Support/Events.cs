using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>Events of table t as each connector writes them, from as little as matters.</summary>
internal static class Events
{
    public const string DefaultLsn = "0000002a:00000f18:0007";

    /// <summary>ScyllaDB, advanced output.</summary>
    public static SourceRecord Scylla(string? key, string? after, string op = "c", long at = 1_000, string? payloadKey = null, IReadOnlyList<RecordHeader>? headers = null)
        => Record("scy.shop.t", key, $$"""{"source":{{ScyllaSource(at)}},"before":null,"after":{{after ?? "null"}}{{(payloadKey is null ? "" : $",\"key\":{payloadKey}")}},"op":"{{op}}","ts_ms":5,"transaction":null,"ts_us":null,"ts_ns":null}""", headers);

    /// <summary>ScyllaDB, legacy output.</summary>
    public static SourceRecord Legacy(string? key, string? after, string op = "c", long at = 1_000, string? before = null)
        => Record("scy.shop.t", key, $$"""{"source":{{ScyllaSource(at)}},"before":{{before ?? "null"}},"after":{{after ?? "null"}},"op":"{{op}}","ts_ms":5,"transaction":null,"ts_us":5000,"ts_ns":5000000}""");

    /// <summary>Cassandra.</summary>
    public static SourceRecord Cassandra(string? key, string after, string op = "i", long at = 1_000, string snapshot = "false")
        => Record("cas.shop.t", key, $$"""{"ts_ms":5,"op":"{{op}}","source":{"version":"3.6.1.Final","connector":"cassandra","name":"cas","ts_ms":1,"snapshot":"{{snapshot}}","db":"NULL","sequence":null,"ts_us":{{at}},"ts_ns":0,"cluster":"c1","file":"CommitLog-7-1.log","pos":1,"keyspace":"shop","table":"t"},"after":{{after}}}""");

    /// <summary>SQL Server.</summary>
    public static SourceRecord SqlServer(string? key, string? after, string? before = null, string op = "c", string lsn = DefaultLsn, string snapshot = "false", IReadOnlyList<RecordHeader>? headers = null)
        => Record("mss.Sales.dbo.t", key, $$"""{"before":{{before ?? "null"}},"after":{{after ?? "null"}},"source":{{SqlServerSource(lsn, snapshot)}},"transaction":null,"op":"{{op}}","ts_ms":5,"ts_us":5000,"ts_ns":5000000}""", headers);

    /// <summary>A schema-change record of table t with these columns (JSON objects).</summary>
    public static SourceRecord SchemaChange(string columns, string primaryKey = "[\"id\"]", string lsn = DefaultLsn, string type = "CREATE")
    {
        var table = "{\"defaultCharsetName\":null,\"primaryKeyColumnNames\":" + primaryKey + ",\"columns\":" + columns + "}";
        return Record("mss", """{"databaseName":"Sales"}""", $$"""{"source":{{SqlServerSource(lsn, "true")}},"ts_ms":5,"databaseName":"Sales","schemaName":"dbo","ddl":null,"tableChanges":[{"type":"{{type}}","id":"\"Sales\".\"dbo\".\"t\"","table":{{table}} }]}""");
    }

    /// <summary>An insert of {id, v} by a connector that embeds its schema; <paramref name="field"/> is the schema of v without its field name.</summary>
    public static SourceRecord Embedded(Dialect dialect, string field, string value, int id = 1)
    {
        var record = Plain(dialect, value, id);
        var schema = dialect == Dialect.Cassandra
            ? Struct("after", Cell("id", """{"type":"int32","optional":true}""") + "," + Cell("v", field))
            : Struct("after", Named("id", """{"type":"int32","optional":false}""") + "," + Named("v", field));
        return WithSchema(record, Struct("envelope", schema, isField: false));
    }

    /// <summary>An insert of {id, v} by a connector that embeds no schema.</summary>
    public static SourceRecord Plain(Dialect dialect, string value, int id) => dialect switch
    {
        Dialect.Scylla => Scylla($$"""{"id":{{id}}}""", $$"""{"id":{{id}},"v":{{value}}}"""),
        Dialect.Cassandra => Cassandra($$"""{"id":{{id}}}""", $$"""{"id":{"value":{{id}},"deletion_ts":null,"set":true},"v":{"value":{{value}},"deletion_ts":null,"set":true} }"""),
        _ => SqlServer($$"""{"id":{{id}}}""", $$"""{"id":{{id}},"v":{{value}}}"""),
    };

    /// <summary>Puts a schema around a record's value.</summary>
    public static SourceRecord WithSchema(SourceRecord record, string schema)
        => record with { Value = Encoding.UTF8.GetBytes("{\"schema\":" + schema + ",\"payload\":" + Encoding.UTF8.GetString(record.Value.Span) + "}") };

    public static string Named(string name, string schema) => $"{schema[..^1]},\"field\":\"{name}\"}}";

    public static string Struct(string name, string fields, bool isField = true)
        => $$"""{"type":"struct","fields":[{{fields}}],"optional":true,"name":"x"{{(isField ? $",\"field\":\"{name}\"" : "")}}}""";

    public static SourceRecord Record(string topic, string? key, string? value, IReadOnlyList<RecordHeader>? headers = null)
        => new(topic, 0, 0, key is null ? null : Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value), 0, headers);

    public static RecordHeader Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    private static string Cell(string name, string value)
        => $$"""{"type":"struct","fields":[{{Named("value", value)}},{"type":"int64","optional":true,"field":"deletion_ts"},{"type":"boolean","optional":false,"field":"set"}],"optional":true,"name":"cell_value","version":1,"field":"{{name}}"}""";

    private static string ScyllaSource(long at)
        => $$"""{"version":"2.0.3","connector":"scylla","name":"scy","ts_ms":1,"snapshot":null,"db":"shop","sequence":null,"ts_us":{{at}},"ts_ns":0,"keyspace_name":"shop","table_name":"t"}""";

    private static string SqlServerSource(string lsn, string snapshot)
        => $$"""{"version":"3.6.1.Final","connector":"sqlserver","name":"mss","ts_ms":7,"snapshot":"{{snapshot}}","db":"Sales","sequence":null,"ts_us":7000,"ts_ns":7000000,"schema":"dbo","table":"t","change_lsn":null,"commit_lsn":{{(lsn.Length == 0 ? "null" : $"\"{lsn}\"")}},"event_serial_no":null}""";
}
