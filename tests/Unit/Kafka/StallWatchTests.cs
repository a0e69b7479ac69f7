using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Unit.Support;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Unit.Kafka;

public sealed class StallWatchTests : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly FakeGroupConsumer _consumer = new();
    private readonly LaneScene _scene = new();
    private readonly StallWatch _watch;

    public StallWatchTests()
    {
        _watch = new StallWatch(_time, ThreadProvider.System, NullLogger.Instance);
        _scene.Lane.Open(10);
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_lane_that_gets_nothing_although_the_broker_has_more_is_sought_again()
    {
        _consumer.Range = new LogRange(0, 25, null);

        await QuietAsync();

        Assert.Equal(["seek 0@10", "resume 0"], _consumer.Calls);
    }

    [Fact]
    public async Task A_lane_at_the_end_of_the_log_is_left_alone()
    {
        _consumer.Range = new LogRange(0, 10, null);

        await QuietAsync();
        await QuietAsync();

        Assert.Empty(_consumer.Calls);
    }

    [Fact]
    public async Task Transaction_markers_at_the_end_are_no_records_to_wait_for()
    {
        _consumer.Range = new LogRange(0, 12, null);
        _scene.Lane.ReachedEnd(12);

        await QuietAsync();

        Assert.Empty(_consumer.Calls);
    }

    [Fact]
    public async Task A_lane_that_moves_is_never_asked_about()
    {
        _consumer.Range = new LogRange(0, 1000, null);
        for (var i = 0; i < 4; i++)
        {
            _watch.Tick([_scene.Lane], _consumer);
            _time.Advance(Quiet / 2);
            _scene.Offer(10 + i, 1);
            _scene.Lane.Wake();
            await Eventually.TrueAsync(() => _scene.Lane.FetchPosition == 11 + i, "the record handled");
        }

        await _watch.Settled;
        _watch.Tick([_scene.Lane], _consumer);
        Assert.Empty(_consumer.Calls);
    }

    [Fact]
    public async Task A_record_that_comes_while_the_broker_is_asked_ends_the_doubt()
    {
        _consumer.Range = new LogRange(0, 25, null);
        _watch.Tick([_scene.Lane], _consumer);
        _time.Advance(Quiet);
        _watch.Tick([_scene.Lane], _consumer);
        await _watch.Settled;
        _scene.Offer(10, 1);
        _scene.Lane.Wake();
        await Eventually.TrueAsync(() => _scene.Lane.FetchPosition == 11, "the record handled");

        _watch.Tick([_scene.Lane], _consumer);

        Assert.Empty(_consumer.Calls);
    }

    [Fact]
    public async Task A_paused_or_busy_lane_waits_for_nothing()
    {
        _consumer.Range = new LogRange(0, 25, null);
        _scene.Lane.IsPaused = true;

        await QuietAsync();

        Assert.Empty(_consumer.Calls);
    }

    [Fact]
    public async Task A_consumer_that_seeking_does_not_mend_is_given_up()
    {
        _consumer.Range = new LogRange(0, 25, null);
        await QuietAsync();
        await QuietAsync();

        var failure = await Assert.ThrowsAsync<KafkaStalledException>(QuietAsync);

        Assert.Contains("orders/0", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, _consumer.Calls.Count(call => call == "seek 0@10"));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_decides_nothing()
    {
        _consumer.RangeFails = new KafkaException(new Error(ErrorCode.Local_TimedOut));

        await QuietAsync();

        Assert.Empty(_consumer.Calls);
    }

    private async Task QuietAsync()
    {
        _watch.Tick([_scene.Lane], _consumer);
        _time.Advance(Quiet);
        _watch.Tick([_scene.Lane], _consumer);
        await _watch.Settled;
        _watch.Tick([_scene.Lane], _consumer);
    }
}
