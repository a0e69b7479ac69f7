using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>SQL Server events of a table whose columns are given, with embedded schema or without, and its schema-change records.</summary>
internal sealed class ShapeEvents(string table)
{
    public string Topic => $"mss.Sales.dbo.{table}";

    /// <summary>An insert; the values follow from the id.</summary>
    public SourceRecord Insert(int partition, long offset, IReadOnlyList<ColumnShape> columns, int id, int lsn, bool isEmbedded)
    {
        var key = columns.Where(column => column.IsKey).OrderBy(column => column.KeyOrdinal).ToList();
        var payload = $$"""{"before":null,"after":{{Row(columns, id)}},"source":{{Source(lsn)}},"op":"c","ts_ms":5}""";
        var keyPayload = Row(key, id);
        return isEmbedded
            ? Record(partition, offset, Wrap(Struct(key, "key"), keyPayload), Wrap(Envelope(columns), payload))
            : Record(partition, offset, keyPayload, payload);
    }

    /// <summary>The record that the connector writes when the table has these columns from an LSN on.</summary>
    public SourceRecord Announce(IReadOnlyList<ColumnShape> columns, int lsn, string type = "ALTER")
    {
        var names = string.Join(',', columns.Where(column => column.IsKey).OrderBy(column => column.KeyOrdinal).Select(column => $"\"{column.Name}\""));
        var described = string.Join(',', columns.Select(column => Describe(column)));
        var change = "[{\"type\":\"" + type + "\",\"id\":\"\\\"Sales\\\".\\\"dbo\\\".\\\"" + table + "\\\"\",\"table\":{\"primaryKeyColumnNames\":[" + names + "],\"columns\":[" + described + "]}}]";
        var value = $$"""{"source":{{Source(lsn)}},"ts_ms":5,"databaseName":"Sales","schemaName":"dbo","ddl":null,"tableChanges":{{change}}}""";
        return new SourceRecord("mss", 0, lsn, null, Encoding.UTF8.GetBytes(value), 0);
    }

    private static string Describe(ColumnShape column)
    {
        var (type, length, scale) = column.Type.Kind switch
        {
            ValueKind.Int64 => ("bigint", 19, 0),
            ValueKind.Int32 => ("int", 10, 0),
            ValueKind.Decimal => ("decimal", column.Type.Precision ?? 38, column.Type.Scale ?? 10),
            ValueKind.Float64 => ("float", 53, 0),
            ValueKind.Date => ("date", 10, 0),
            ValueKind.Uuid => ("uniqueidentifier", 36, 0),
            _ => ("nvarchar", 100, 0),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{{\"name\":\"{column.Name}\",\"typeName\":\"{type}\",\"length\":{length},\"scale\":{scale},\"optional\":{(column.IsNullable && !column.IsKey ? "true" : "false")}}}");
    }

    private static string Row(IReadOnlyList<ColumnShape> columns, int id) => "{" + string.Join(',', columns.Select(column => $"\"{column.Name}\":{Value(column, id)}")) + "}";

    // Values that go into every type they are converted to in these tests, where any does.
    private static string Value(ColumnShape column, int id) => column.Type.Kind switch
    {
        ValueKind.Int64 or ValueKind.Int32 or ValueKind.Date => string.Create(CultureInfo.InvariantCulture, $"{id}"),
        ValueKind.Float64 => string.Create(CultureInfo.InvariantCulture, $"{id}.5"),
        ValueKind.Uuid => $"\"00000000-0000-0000-0000-{id:x12}\"",
        ValueKind.Decimal => Base64(id * (int)Math.Pow(10, column.Type.Scale ?? 10)),
        _ => $"\"{id}\"",
    };

    private static string Base64(long unscaled)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, unscaled);
        return $"\"{Convert.ToBase64String(bytes)}\"";
    }

    private static string Envelope(IReadOnlyList<ColumnShape> columns)
        => $$"""{"type":"struct","fields":[{{Struct(columns, "before")}},{{Struct(columns, "after")}}],"optional":false,"name":"x.Envelope"}""";

    private static string Struct(IReadOnlyList<ColumnShape> columns, string field)
        => $$"""{"type":"struct","fields":[{{string.Join(',', columns.Select(Field))}}],"optional":true,"name":"x.Value","field":"{{field}}"}""";

    private static string Field(ColumnShape column)
    {
        var type = column.Type.Kind switch
        {
            ValueKind.Int64 => "\"type\":\"int64\"",
            ValueKind.Int32 => "\"type\":\"int32\"",
            ValueKind.Float64 => "\"type\":\"double\"",
            ValueKind.Date => "\"type\":\"int32\",\"name\":\"io.debezium.time.Date\"",
            ValueKind.Uuid => "\"type\":\"string\",\"name\":\"io.debezium.data.Uuid\"",
            ValueKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"\"type\":\"bytes\",\"name\":\"org.apache.kafka.connect.data.Decimal\",\"parameters\":{{\"scale\":\"{column.Type.Scale ?? 10}\",\"connect.decimal.precision\":\"{column.Type.Precision ?? 38}\"}}"),
            _ => "\"type\":\"string\"",
        };
        return $"{{{type},\"optional\":{(column.IsNullable && !column.IsKey ? "true" : "false")},\"field\":\"{column.Name}\"}}";
    }

    private static string Source(int lsn) => $$"""{"version":"3.6.1.Final","connector":"sqlserver","name":"mss","ts_ms":7,"snapshot":"false","db":"Sales","schema":"dbo","commit_lsn":"0000002a:{{lsn:x8}}:0001"}""";

    private static string Wrap(string schema, string payload) => $$"""{"schema":{{schema}},"payload":{{payload}}}""";

    private SourceRecord Record(int partition, long offset, string key, string value) => new(Topic, partition, offset, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value), 0);
}
