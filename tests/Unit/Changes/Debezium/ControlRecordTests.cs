using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Unit.Changes.Support;

namespace CdcFunctions.Unit.Changes.Debezium;

public sealed class ControlRecordTests
{
    [Theory]
    [InlineData("__debezium-heartbeat.mss", """{"serverName":"mss"}""", """{"ts_ms":1}""", ControlRecord.Heartbeat)]
    [InlineData("heartbeats", """{"serverName":"mss"}""", """{"ts_ms":1}""", ControlRecord.Heartbeat)]
    [InlineData("mss.transaction", """{"id":"x"}""", """{"status":"BEGIN","id":"x","event_count":null,"data_collections":null,"ts_ms":1}""", ControlRecord.TransactionBoundary)]
    [InlineData("mss.transaction", """{"id":"x"}""", """{"status":"END","id":"x","event_count":1,"data_collections":[{"data_collection":"a","event_count":1}],"ts_ms":1}""", ControlRecord.TransactionBoundary)]
    [InlineData("mss-notify", """{"id":"x"}""", """{"id":"x","type":"STARTED","aggregate_type":"Initial Snapshot","additional_data":{"connector_name":"mss"},"timestamp":1}""", ControlRecord.Notification)]
    [InlineData("mss.Sales.dbo.t", """{"id":1}""", null, ControlRecord.Tombstone)]
    [InlineData("mss.Sales.dbo.t", null, null, ControlRecord.Tombstone)]
    [InlineData("mss.Sales.dbo.t", """{"id":1}""", "null", ControlRecord.Tombstone)]
    [InlineData("mss.Sales.dbo.t", """{"id":1}""", """{"schema":null,"payload":null}""", ControlRecord.Tombstone)]
    public void Records_without_a_row_are_counted_by_kind(string topic, string? key, string? value, ControlRecord kind)
    {
        var decoded = Decoded.Of(Sources.SqlServer(), Events.Record(topic, key, value));

        Assert.Equal((1, 1), (decoded.Controls[kind], decoded.ControlCount));
        Assert.Empty(decoded.Rows);
        Assert.Empty(decoded.Failures);
    }

    [Fact]
    public void A_repeated_transaction_mark_is_counted_again()
    {
        var mark = Events.Record("mss.transaction", """{"id":"x"}""", """{"status":"END","id":"x","event_count":0,"data_collections":[],"ts_ms":1}""");

        Assert.Equal(2, Decoded.Of(Sources.SqlServer(), mark, mark).Controls[ControlRecord.TransactionBoundary]);
    }

    [Fact]
    public void Rows_of_the_signal_table_are_signals()
    {
        var record = Events.SqlServer("""{"id":"ad-hoc-1"}""", """{"id":"ad-hoc-1","type":"execute-snapshot","data":"{}"}""") with { Topic = "mss.Sales.dbo.debezium_signal" };

        var decoded = Decoded.Of(Sources.SqlServer(), record);

        Assert.Equal(1, decoded.Controls[ControlRecord.Signal]);
        Assert.Equal(0, decoded.TableCount);
    }

    [Theory]
    [InlineData("""{"id":1,"name":"flattened"}""")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"op":"c","after":{"id":1}}""")]
    [InlineData("""{"op":"c","source":{}}""")]
    public void What_is_no_envelope_is_refused(string value)
        => Assert.Equal("unknown-envelope", Decoded.Of(Sources.SqlServer(), Events.Record("mss.Sales.dbo.t", """{"id":1}""", value)).Failure.Reason);

    [Fact]
    public void Another_connectors_events_are_refused_by_name()
    {
        var failure = Decoded.Of(Sources.Of(Dialect.Cassandra), Events.Scylla("""{"id":1}""", """{"id":1}""", op: "u") with { Topic = "a.b.c" }).Failure;

        Assert.Equal("unknown-envelope", failure.Reason);
    }

    [Fact]
    public void The_wrong_dialect_is_named()
    {
        var failure = Decoded.Of(Sources.SqlServer(), Events.Scylla("""{"id":1}""", """{"id":1}""")).Failure;

        Assert.Contains("\"scylla\"", failure.Message, StringComparison.Ordinal);
        Assert.Contains("SqlServer", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"op\":\"c\"}}")]
    [InlineData("\0\0\0\0\u0001abc")]
    public void Broken_JSON_is_refused_as_such(string value)
        => Assert.Equal("malformed-json", Decoded.Of(Sources.SqlServer(), Events.Record("mss.Sales.dbo.t", """{"id":1}""", value)).Failure.Reason);

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        var record = Events.SqlServer("""{"id":1}""", """{"id":1,"v":"x"}""");
        var value = record.Value.Span.ToArray();
        value[value.AsSpan().IndexOf("\"x\""u8) + 1] = 0xFF;

        Assert.Equal("malformed-json", Decoded.Of(Sources.SqlServer(), record with { Value = value }).Failure.Reason);
    }

    [Fact]
    public void Half_a_surrogate_is_refused()
        => Assert.Equal("malformed-json", Decoded.Of(Sources.SqlServer(), Events.SqlServer("""{"id":1}""", "{\"id\":1,\"v\":\"\\uD83D\"}")).Failure.Reason);
}
