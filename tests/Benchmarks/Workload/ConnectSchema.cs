using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.Workload;

/// <summary>The Connect schema a JsonConverter would embed for the benchmark's table.</summary>
internal static class ConnectSchema
{
    private const string SourceFields =
        """
        {"type":"string","optional":false,"field":"version"},{"type":"string","optional":false,"field":"connector"},{"type":"string","optional":false,"field":"name"},{"type":"int64","optional":false,"field":"ts_ms"},{"type":"string","optional":true,"name":"io.debezium.data.Enum","version":1,"parameters":{"allowed":"true,first,first_in_data_collection,last_in_data_collection,last,false,incremental"},"default":"false","field":"snapshot"},{"type":"string","optional":false,"field":"db"},{"type":"string","optional":true,"field":"sequence"},{"type":"int64","optional":true,"field":"ts_us"},{"type":"int64","optional":true,"field":"ts_ns"}
        """;

    private const int UsualBytes = 4096;

    /// <summary>Schema of the key.</summary>
    public const string Key = """{"type":"struct","fields":[{"type":"int64","optional":false,"field":"id"}],"optional":false,"name":"bench.Key"}""";

    /// <summary>Schema of the envelope; with the payload about 4 kB.</summary>
    public static string Of(EventForm form, string table)
    {
        var name = form.Dialect == Dialect.Cassandra ? $"io.debezium.connector.cassandra.bench.shop.{table}" : $"bench.shop.{table}";
        var fields = form.Dialect switch
        {
            Dialect.Scylla => new[] { Source("keyspace_name", "table_name"), Row(form, name, "before"), Row(form, name, "after"), Struct($"{name}.Key", "key", Column("id", "int64")), Op, Time, Transaction },
            Dialect.Cassandra => [Time, Op, Source("cluster", "file", "keyspace", "table"), Row(form, name, "after")],
            _ => [Row(form, name, "before"), Row(form, name, "after"), Source("schema", "table", "change_lsn", "commit_lsn"), Transaction, Op, Time],
        };
        var schema = $$"""{"type":"struct","fields":[{{string.Join(',', fields)}}],"optional":false,"name":"{{name}}.Envelope"}""";

        // Comments, as a connector copies them from the source's columns, bring the message to the size that is usual.
        var room = UsualBytes - form.PayloadBytes - schema.Length - ",\"doc\":\"\"".Length;
        return room <= 0 ? schema : $$"""{{schema[..^1]}},"doc":"{{new string('d', room)}}"}""";
    }

    private const string Op = """{"type":"string","optional":true,"field":"op"}""";

    private const string Time = """{"type":"int64","optional":true,"field":"ts_ms"}""";

    private const string Transaction =
        """{"type":"struct","fields":[{"type":"string","optional":false,"field":"id"},{"type":"int64","optional":false,"field":"total_order"},{"type":"int64","optional":false,"field":"data_collection_order"}],"optional":true,"name":"event.block","version":1,"field":"transaction"}""";

    private static string Source(params string[] more)
        => Struct("io.debezium.connector.Source", "source", SourceFields.Trim(), string.Join(',', more.Select(m => Column(m, "string"))));

    private static string Row(EventForm form, string name, string field)
        => Struct(form.Dialect == Dialect.SqlServer ? $"{name}.Value" : $"{name}.{field}", field, [.. EventForm.Columns.Select(c => Cell(form, c.Name, c.Connect)), .. Ranges(form)]);

    private static string Cell(EventForm form, string name, string type) => form.Dialect == Dialect.Cassandra
        ? $$"""{"type":"struct","fields":[{"type":"{{type}}","optional":true,"field":"value"},{"type":"int64","optional":true,"field":"deletion_ts"},{"type":"boolean","optional":false,"field":"set"}],"optional":true,"name":"cell_value","version":1,"field":"{{name}}"}"""
        : Column(name, type);

    private static string[] Ranges(EventForm form) => form.Dialect == Dialect.Cassandra
        ? [Struct("_range_start", "_range_start", Column("method", "string")), Struct("_range_end", "_range_end", Column("method", "string"))]
        : [];

    private static string Column(string name, string type) => $$"""{"type":"{{type}}","optional":true,"field":"{{name}}"}""";

    private static string Struct(string name, string field, params string[] fields)
        => $$"""{"type":"struct","fields":[{{string.Join(',', fields)}}],"optional":true,"name":"{{name}}","field":"{{field}}"}""";
}
