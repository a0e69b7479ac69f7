using System.IO.Compression;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Host.Replay;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.Unit.Replay;

public sealed class RecordedEventsTests
{
    [Fact]
    public async Task A_line_becomes_the_record_that_was_on_the_wire()
    {
        var records = await ReadAsync("""{"topic":"t","partition":3,"offset":42,"tstype":"create","ts":7,"headers":["a","1","b",null],"key":"{\"id\":1}","payload":"ä"}""");

        var record = Assert.Single(records);
        Assert.Equal(("t", 3, 42L, 7L), (record.Topic, record.Partition, record.Offset, record.TimestampMs));
        Assert.Equal("""{"id":1}""", Encoding.UTF8.GetString(record.Key.Span));
        Assert.Equal("ä", Encoding.UTF8.GetString(record.Value.Span));
        Assert.Equal([("a", "1"), ("b", null)], record.Headers!.Select(header => (header.Name, header.Value is null ? null : Encoding.UTF8.GetString(header.Value))));
    }

    [Fact]
    public async Task Nothing_on_the_wire_is_null_and_binary_data_is_base64()
    {
        var records = await ReadAsync("""{"topic":"t","partition":0,"offset":0,"ts":1,"keyBase64":"AAE=","payload":null}""");

        Assert.Equal<byte>([0, 1], records[0].Key.ToArray()!);
        Assert.True(records[0].Value.IsNull);
        Assert.Null(records[0].Headers);
    }

    [Fact]
    public async Task A_gzipped_recording_is_recognised_by_its_content()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("""{"topic":"t","partition":0,"offset":5,"key":null,"payload":null}"""u8);
        }

        packed.Position = 0;
        Assert.Equal(5, Assert.Single(await ListAsync(RecordedEvents.ReadAsync(packed, "any name"))).Offset);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"partition":0,"offset":0}""")]
    [InlineData("""{"topic":"t","partition":"0","offset":0}""")]
    [InlineData("""{"topic":"t","partition":0,"offset":0,"key":1}""")]
    [InlineData("""{"topic":"t","partition":0,"offset":0,"headers":["a"]}""")]
    [InlineData("""{"topic":"t","partition":0,"offset":0,"keyBase64":"?"}""")]
    public async Task A_bad_line_is_named_by_file_and_number(string line)
    {
        var failure = await Assert.ThrowsAsync<RecordedEventsException>(
            () => ReadAsync($$"""{"topic":"t","partition":0,"offset":0}{{"\n\n"}}{{line}}"""));

        Assert.StartsWith("events.jsonl:3: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var failure = await Assert.ThrowsAsync<RecordedEventsException>(() => ListAsync(RecordedEvents.ReadAsync("no-such-file.jsonl")));

        Assert.StartsWith("no-such-file.jsonl cannot be read", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RecordingCatalog.All), MemberType = typeof(RecordingCatalog))]
    public async Task Every_recording_can_be_read(string name)
    {
        var records = await ListAsync(new Recording(name).ReadAsync());

        Assert.NotEmpty(records);
        Assert.All(records, record => Assert.NotEmpty(record.Topic));
    }

    private static Task<List<SourceRecord>> ReadAsync(string text)
        => ListAsync(RecordedEvents.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "events.jsonl"));

    private static async Task<List<SourceRecord>> ListAsync(IAsyncEnumerable<SourceRecord> records)
    {
        var all = new List<SourceRecord>();
        await foreach (var record in records)
        {
            all.Add(record);
        }

        return all;
    }
}
