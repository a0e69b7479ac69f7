using CdcFunctions.Host.Kafka;
using CdcFunctions.Unit.Support;

namespace CdcFunctions.Unit.Kafka;

public sealed class BackpressureTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Backpressure _backpressure;
    private readonly LaneScene _busy = new(new ListenerOptions { MaxBatchSize = 10, MaxBatchBytes = 64 * 1024 });
    private readonly LaneScene _other = new(new ListenerOptions { MaxBatchSize = 10 });

    public BackpressureTests()
    {
        _backpressure = new Backpressure(_time);
        _busy.Lane.ByteLimit = 1024 * 1024;
        _busy.Lane.Open(0);
        _other.Lane.Open(0);
        _other.Lane.LogEnd = 0;
    }

    [Fact]
    public void Idle_lanes_are_polled_for() => Assert.False(HoldsBack());

    [Fact]
    public void A_lane_without_a_full_batch_wants_records()
    {
        _busy.Offer(0, 9);

        Assert.Equal(LaneAppetite.Hungry, _busy.Lane.Appetite);
        Assert.False(HoldsBack());
    }

    [Fact]
    public void With_a_full_batch_waiting_records_stay_with_the_client()
    {
        _busy.Offer(0, 10);

        Assert.True(HoldsBack());
    }

    [Fact]
    public void Bytes_fill_a_batch_as_well()
    {
        _busy.Offer(0, 1, 64 * 1024);

        Assert.True(HoldsBack());
    }

    [Fact]
    public void A_hungry_lane_is_not_kept_waiting_by_a_sated_one()
    {
        _busy.Offer(0, 10);
        _other.Lane.LogEnd = 5;

        Assert.False(HoldsBack());
    }

    [Fact]
    public void A_lane_whose_log_end_is_unknown_may_be_hungry()
    {
        _busy.Offer(0, 10);
        _other.Lane.LogEnd = null;

        Assert.False(HoldsBack());
    }

    [Fact]
    public void A_paused_lane_is_left_out()
    {
        _busy.Offer(0, 10);
        _busy.Lane.IsPaused = true;

        Assert.False(HoldsBack());
    }

    [Fact]
    public void The_group_and_idle_partitions_wait_a_short_time_only()
    {
        _busy.Offer(0, 10);
        Assert.True(HoldsBack());

        _time.Advance(TimeSpan.FromMilliseconds(60));
        Assert.False(HoldsBack());

        _backpressure.Polled();
        Assert.True(HoldsBack());
    }

    public void Dispose()
    {
        _busy.Dispose();
        _other.Dispose();
    }

    private bool HoldsBack() => _backpressure.HoldsBack([_busy.Lane, _other.Lane]);
}
