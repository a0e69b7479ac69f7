using System.Buffers;
using System.Text;
using System.Text.Json;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.Workload;

/// <summary>Writes events as the connectors write them: same envelope, same field order, sizes as asked.</summary>
internal sealed class EventFactory(EventForm form, string table = "orders")
{
    private const long FirstWriteUs = 1_795_000_000_000_000;

    private readonly ArrayBufferWriter<byte> _buffer = new(8192);
    private readonly byte[] _schema = form.WithSchema ? Encoding.UTF8.GetBytes($"{{\"schema\":{ConnectSchema.Of(form, table)},\"payload\":") : [];
    private string? _padding;

    /// <summary>Topic the events belong to.</summary>
    public string Topic { get; } = form.Dialect == Dialect.SqlServer ? $"bench.Sales.dbo.{table}" : $"bench.shop.{table}";

    /// <summary>Kafka key of a row.</summary>
    public static byte[] Key(long id) => Encoding.ASCII.GetBytes($"{{\"id\":{id}}}");

    /// <summary>Amount that a write of a row carries.</summary>
    public static string Amount(long id, long step) => $"{id % 10_000}.{step % 90 + 10}";

    /// <summary>Value of a write of a row; a later <paramref name="step"/> is a newer version.</summary>
    public byte[] Value(long id, long step, bool isInsert)
    {
        var padding = _padding ??= Padding();
        return Write(id, step, isInsert, padding);
    }

    private string Padding()
    {
        var bare = Write(1_000_000, 1, true, "").Length - _schema.Length;
        return new string('n', Math.Max(1, form.PayloadBytes - bare));
    }

    private byte[] Write(long id, long step, bool isInsert, string padding)
    {
        _buffer.Clear();
        if (form.WithSchema)
        {
            _buffer.Write(_schema);
        }

        using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            switch (form.Dialect)
            {
                case Dialect.Scylla:
                    Source(json, step);
                    json.WriteNull("before");
                    Row(json, "after", id, step, padding);
                    json.WriteStartObject("key");
                    json.WriteNumber("id", id);
                    json.WriteEndObject();
                    json.WriteString("op", isInsert ? "c" : "u");
                    json.WriteNumber("ts_ms", (FirstWriteUs + step) / 1000);
                    json.WriteNull("transaction");
                    break;
                case Dialect.Cassandra:
                    json.WriteNumber("ts_ms", (FirstWriteUs + step) / 1000);
                    json.WriteString("op", isInsert ? "i" : "u");
                    Source(json, step);
                    Row(json, "after", id, step, padding);
                    break;
                default:
                    json.WriteNull("before");
                    Row(json, "after", id, step, padding);
                    Source(json, step);
                    json.WriteNull("transaction");
                    json.WriteString("op", isInsert ? "c" : "u");
                    json.WriteNumber("ts_ms", (FirstWriteUs + step) / 1000);
                    break;
            }

            json.WriteEndObject();
        }

        if (form.WithSchema)
        {
            _buffer.Write("}"u8);
        }

        return _buffer.WrittenSpan.ToArray();
    }

    private void Source(Utf8JsonWriter json, long step)
    {
        var time = FirstWriteUs + step;
        json.WriteStartObject("source");
        json.WriteString("version", "3.6.1.Final");
        json.WriteString("connector", form.Dialect.ToString().ToLowerInvariant());
        json.WriteString("name", "bench");
        json.WriteNumber("ts_ms", time / 1000);
        json.WriteString("snapshot", "false");
        json.WriteString("db", form.Dialect == Dialect.SqlServer ? "Sales" : "shop");
        json.WriteNull("sequence");
        json.WriteNumber("ts_us", time);
        json.WriteNumber("ts_ns", time * 1000);
        switch (form.Dialect)
        {
            case Dialect.Scylla:
                json.WriteString("keyspace_name", "shop");
                json.WriteString("table_name", table);
                break;
            case Dialect.Cassandra:
                json.WriteString("cluster", "c1");
                json.WriteString("file", "CommitLog-7-1795244674041.log");
                json.WriteNumber("pos", (int)(step % int.MaxValue));
                json.WriteString("keyspace", "shop");
                json.WriteString("table", table);
                break;
            default:
                json.WriteString("schema", "dbo");
                json.WriteString("table", table);
                json.WriteString("change_lsn", $"0000002a:{step:x8}:0002");
                json.WriteString("commit_lsn", $"0000002a:{step:x8}:0003");
                json.WriteNumber("event_serial_no", 1);
                break;
        }

        json.WriteEndObject();
    }

    private void Row(Utf8JsonWriter json, string name, long id, long step, string padding)
    {
        json.WriteStartObject(name);
        Cell(json, "id", w => w.WriteNumberValue(id));
        Cell(json, "customer", w => w.WriteNumberValue((int)(id % 100_000)));
        Cell(json, "email", w => w.WriteStringValue($"person{id}@example.org"));
        Cell(json, "status", w => w.WriteStringValue(step % 2 == 0 ? "paid" : "new"));
        Cell(json, "amount", w => w.WriteStringValue(Amount(id, step)));
        Cell(json, "is_paid", w => w.WriteBooleanValue(step % 2 == 0));
        Cell(json, "score", w => w.WriteNumberValue(id * 0.25));
        Cell(json, "note", w => w.WriteStringValue(padding));
        if (form.Dialect == Dialect.Cassandra)
        {
            json.WriteNull("_range_start");
            json.WriteNull("_range_end");
        }

        json.WriteEndObject();
    }

    private void Cell(Utf8JsonWriter json, string name, Action<Utf8JsonWriter> value)
    {
        json.WritePropertyName(name);
        if (form.Dialect != Dialect.Cassandra)
        {
            value(json);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName("value");
        value(json);
        json.WriteNull("deletion_ts");
        json.WriteBoolean("set", true);
        json.WriteEndObject();
    }
}
