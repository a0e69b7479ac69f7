using CdcFunctions.Host.Kafka;
using CdcFunctions.Host.Web;
using CdcFunctions.Unit.Support;

namespace CdcFunctions.Unit.Kafka;

public sealed class KafkaHealthTests : IKafkaListeners
{
    private readonly ManualTime _time = new();
    private ListenerSnapshot _listener;

    public KafkaHealthTests() => _listener = new ListenerSnapshot
    {
        Function = "Apply",
        Topics = ["t"],
        ConsumerGroup = "g",
        Brokers = "b:9092",
        State = ListenerState.Consuming,
        LastPoll = _time.GetUtcNow(),
        Lanes = [Lane(LaneState.Running)],
    };

    [Fact]
    public void A_consuming_listener_is_well()
    {
        var report = Assert.Single(Report());

        Assert.True(report.IsReady && report.IsLive);
    }

    [Fact]
    public void A_silent_poll_thread_is_first_unready_and_then_dead()
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((false, true), (Report()[0].IsReady, Report()[0].IsLive));

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((false, false), (Report()[0].IsReady, Report()[0].IsLive));
    }

    [Fact]
    public void A_dead_consumer_is_unready_at_once_and_dead_after_a_while()
    {
        _listener = _listener with { State = ListenerState.Restarting, DownSince = _time.GetUtcNow(), LastError = "fatal" };
        Assert.Equal((false, true), (Report()[0].IsReady, Report()[0].IsLive));
        Assert.Contains("fatal", Report()[0].Message, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.False(Report()[0].IsLive);
    }

    [Fact]
    public void A_missing_broker_is_named_and_no_reason_to_restart()
    {
        _listener = _listener with { BrokerProblem = "No broker of b:9092 answers" };

        Assert.Equal((false, true), (Report()[0].IsReady, Report()[0].IsLive));
        Assert.Contains("b:9092", Report()[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_lane_is_named_with_its_offset()
    {
        _listener = _listener with { Lanes = [Lane(LaneState.Running), Lane(LaneState.Faulted) with { Partition = 1, LastError = "boom", NextOffset = 7 }] };

        var report = Assert.Single(Report());
        Assert.False(report.IsReady);
        Assert.Equal("kafka/Apply/t/1", report.Name);
        Assert.Contains("boom", report.Message, StringComparison.Ordinal);
        Assert.Contains("offset 7", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lane_may_fail_for_a_moment()
    {
        _listener = _listener with { Lanes = [Lane(LaneState.Running) with { FailingSince = _time.GetUtcNow(), FailedAttempts = 2, LastError = "away" }] };
        Assert.True(Report()[0].IsReady);

        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.False(Report()[0].IsReady);
        Assert.True(Report()[0].IsLive);
    }

    public IReadOnlyList<ListenerSnapshot> Snapshots() => [_listener];

    private static LaneSnapshot Lane(LaneState state) => new() { Topic = "t", Partition = 0, State = state };

    private List<HealthReport> Report() => [.. new KafkaHealth(this, new ListenerOptions(), _time).Report()];
}
