using CdcFunctions.Changes;
using CdcFunctions.Host.Replay;

namespace CdcFunctions.Unit.Replay;

public sealed class ReplayRunTests
{
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task A_batch_holds_records_of_one_partition_in_the_order_of_the_file()
    {
        var summary = await RunAsync(new ReplayOptions { BatchSize = 2 }, ("a", 0), ("a", 1), ("a", 0), ("a", 0), ("a", 1));

        Assert.Equal(["a/0:0,2", "a/1:1,4", "a/0:3"], _sink.Batches);
        Assert.Equal((5, 5, 3), (summary.Records, summary.Delivered, summary.Batches));
    }

    [Fact]
    public async Task A_topic_without_a_source_is_left_out_and_counted()
    {
        var summary = await RunAsync(new ReplayOptions(), ("a", 0), ("unknown", 0), ("unknown", 0));

        Assert.Equal(["a/0:0"], _sink.Batches);
        Assert.Equal(2, summary.UnknownTopics["unknown"]);
        Assert.Equal((3, 1), (summary.Records, summary.Delivered));
    }

    [Fact]
    public async Task A_schema_change_stands_between_what_was_recorded_before_and_after_it()
    {
        await RunAsync(new ReplayOptions { BatchSize = 100 }, ("a", 0), ("schema", 0), ("a", 0), ("a", 0));

        Assert.Equal(["a/0:0", "schema/0:1", "a/0:2,3"], _sink.Batches);
    }

    [Fact]
    public async Task Interleaving_keeps_the_order_inside_each_partition_and_repeats_itself_from_its_seed()
    {
        var records = Enumerable.Range(0, 60).Select(offset => ("a", offset % 3)).ToArray();

        var first = await OrderAsync(new ReplayOptions { BatchSize = 1, InterleaveSeed = 1 }, records);
        var again = await OrderAsync(new ReplayOptions { BatchSize = 1, InterleaveSeed = 1 }, records);
        var other = await OrderAsync(new ReplayOptions { BatchSize = 1, InterleaveSeed = 2 }, records);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(60, first.Distinct(StringComparer.Ordinal).Count());
        Assert.All(other.GroupBy(batch => batch.Split(':')[0]), partition => Assert.Equal(partition.OrderBy(Offset), partition));
    }

    [Fact]
    public async Task Interleaving_reads_the_schema_topic_first_as_the_host_does()
    {
        await RunAsync(new ReplayOptions { InterleaveSeed = 1 }, ("a", 0), ("a", 1), ("schema", 0));

        Assert.Equal("schema/0:2", _sink.Batches[0]);
    }

    private async Task<IReadOnlyList<string>> OrderAsync(ReplayOptions options, (string Topic, int Partition)[] records)
    {
        _sink.Batches.Clear();
        await RunAsync(options, records);
        return [.. _sink.Batches];
    }

    private Task<ReplaySummary> RunAsync(ReplayOptions options, params (string Topic, int Partition)[] records)
        => new ReplayRun(_sink, options).RunAsync(
            records.Select((record, offset) => new SourceRecord(record.Topic, record.Partition, offset, null, null, 0)).ToAsyncEnumerable(), null, CancellationToken.None);

    private static int Offset(string batch) => int.Parse(batch.Split(':')[1]);

    private sealed class RecordingSink : IRecordSink
    {
        public List<string> Batches { get; } = [];

        public bool Accepts(string topic) => topic != "unknown";

        public bool IsSchemaTopic(string topic) => topic == "schema";

        public Task DeliverAsync(string topic, IReadOnlyList<SourceRecord> records, CancellationToken cancellation)
        {
            Assert.All(records, record => Assert.Equal((topic, records[0].Partition), (record.Topic, record.Partition)));
            Batches.Add($"{topic}/{records[0].Partition}:{string.Join(',', records.Select(record => record.Offset))}");
            return Task.CompletedTask;
        }
    }
}
