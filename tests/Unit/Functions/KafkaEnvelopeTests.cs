using System.Text.Json;
using CdcFunctions.Host.Functions;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.Functions;

public sealed class KafkaEnvelopeTests
{
    private readonly KafkaRecord _record = new(1_700_000_000_000, KafkaTimestampType.CreateTime, default, default, lease: null)
    {
        Topic = "orders",
        Partition = 3,
        Offset = 42,
        Key = "k"u8.ToArray(),
        Value = "{\"a\":1}"u8.ToArray(),
        Headers = [new KafkaHeader { Key = "h", Value = [1, 2] }],
    };

    [Fact]
    public void A_record_becomes_the_envelope_of_azures_extension()
    {
        var json = JsonDocument.Parse(KafkaEnvelope.Write(_record, KafkaMessageKeyType.String)).RootElement;

        Assert.Equal(["Offset", "Partition", "Topic", "Timestamp", "Value", "Key", "Headers"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(42, json.GetProperty("Offset").GetInt64());
        Assert.Equal("2023-11-14T22:13:20Z", json.GetProperty("Timestamp").GetString());
        Assert.Equal("{\"a\":1}", json.GetProperty("Value").GetString());
        Assert.Equal("k", json.GetProperty("Key").GetString());
        Assert.Equal("AQI=", json.GetProperty("Headers")[0].GetProperty("Value").GetString());
    }

    [Fact]
    public void A_tombstone_has_a_null_value()
    {
        _record.Value = null;

        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(KafkaEnvelope.Write(_record, KafkaMessageKeyType.String)).RootElement.GetProperty("Value").ValueKind);
    }

    [Theory]
    [InlineData(KafkaMessageKeyType.Int, new byte[] { 0, 0, 1, 0 }, "256")]
    [InlineData(KafkaMessageKeyType.Long, new byte[] { 0, 0, 0, 0, 0, 0, 1, 0 }, "256")]
    [InlineData(KafkaMessageKeyType.Binary, new byte[] { 255 }, "\"/w==\"")]
    [InlineData(KafkaMessageKeyType.String, null, "null")]
    public void A_key_is_read_as_its_type_says(KafkaMessageKeyType type, byte[]? key, string expected)
    {
        _record.Key = key;

        Assert.Equal(expected, JsonDocument.Parse(KafkaEnvelope.Write(_record, type)).RootElement.GetProperty("Key").GetRawText());
    }
}
