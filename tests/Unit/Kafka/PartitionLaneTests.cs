using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Unit.Support;

namespace CdcFunctions.Unit.Kafka;

public sealed class PartitionLaneTests
{
    [Fact]
    public void Before_it_is_open_a_lane_drops_records()
    {
        using var scene = new LaneScene();

        scene.Offer(0, 10);

        Assert.Equal(0, scene.Lane.Snapshot().QueuedRecords);
        Assert.Null(scene.Lane.CommittableOffset);
    }

    [Fact]
    public async Task Records_below_the_start_or_seen_before_are_dropped()
    {
        using var scene = new LaneScene();
        scene.Lane.Open(5);

        scene.Offer(0, 10);
        scene.Offer(7, 4);
        scene.Lane.Wake();

        await Eventually.TrueAsync(() => scene.Lane.CommittableOffset == 11, "all handled");
        Assert.Equal([5, 6, 7, 8, 9, 10], scene.Batches.SelectMany(batch => batch));
    }

    [Fact]
    public async Task While_a_batch_runs_the_next_one_grows()
    {
        using var scene = new LaneScene();
        var gate = new TaskCompletionSource();
        scene.Act = (_, _) => gate.Task;
        scene.Lane.Open(0);
        scene.Offer(0, 1);
        scene.Lane.Wake();
        await Eventually.TrueAsync(() => scene.Batches.Count == 1, "the first batch runs");

        scene.Offer(1, 100);
        scene.Lane.Wake();
        Assert.Single(scene.Batches);
        gate.SetResult();

        await Eventually.TrueAsync(() => scene.Lane.CommittableOffset == 101, "all handled");
        Assert.Equal([1, 100], scene.Batches.Select(batch => batch.Length));
    }

    [Fact]
    public void A_lane_is_full_at_its_records_and_half_empty_at_half()
    {
        using var scene = new LaneScene(new ListenerOptions { MaxBatchSize = 1, QueueRecords = 20 });
        scene.Lane.Open(0);

        Assert.False(scene.Offer(0, 10));
        Assert.True(scene.Lane.IsHalfEmpty);
        Assert.True(scene.Offer(10, 10));
        Assert.False(scene.Lane.IsHalfEmpty);
    }

    [Fact]
    public void A_lane_is_full_at_its_share_of_bytes()
    {
        using var scene = new LaneScene();
        scene.Lane.ByteLimit = 10_000;
        scene.Lane.Open(0);

        Assert.False(scene.Offer(0, 4, bytes: 1_000));
        Assert.True(scene.Offer(4, 5, bytes: 1_000));
        Assert.False(scene.Lane.IsHalfEmpty);
    }

    [Fact]
    public async Task A_running_batch_counts_as_held()
    {
        using var scene = new LaneScene(new ListenerOptions { MaxBatchSize = 10 });
        var gate = new TaskCompletionSource();
        scene.Act = (_, _) => gate.Task;
        scene.Lane.Open(0);
        scene.Offer(0, 10);
        scene.Lane.Wake();
        await Eventually.TrueAsync(() => scene.Batches.Count == 1, "the batch runs");

        Assert.Equal(10, scene.Lane.Snapshot().QueuedRecords);
        gate.SetResult();
        await Eventually.TrueAsync(() => scene.Lane.Snapshot().QueuedRecords == 0, "the batch is done");
    }

    [Fact]
    public async Task A_failed_function_stops_the_lane_at_its_offset()
    {
        using var scene = new LaneScene();
        scene.Act = (_, _) => throw new InvalidOperationException("no");
        scene.Lane.Open(3);
        scene.Offer(3, 10);
        scene.Lane.Wake();

        await Eventually.TrueAsync(() => scene.Lane.State == LaneState.Faulted, "the lane stopped");
        scene.Offer(13, 10);

        Assert.Equal(3, scene.Lane.CommittableOffset);
        Assert.Equal(0, scene.Lane.Snapshot().QueuedRecords);
        Assert.False(scene.Lane.IsReopenDue);
    }

    [Fact]
    public async Task What_was_handled_before_the_failure_stays_handled()
    {
        using var scene = new LaneScene();
        scene.Act = (batch, run) =>
        {
            run.Done(batch[3]);
            throw new InvalidOperationException("the fifth record");
        };
        scene.Lane.Open(0);
        scene.Offer(0, 10);
        scene.Lane.Wake();

        await Eventually.TrueAsync(() => scene.Lane.State == LaneState.Faulted, "the lane stopped");

        Assert.Equal(4, scene.Lane.CommittableOffset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    public async Task A_fenced_lane_opens_anew_after_a_moment_wherever_the_wall_clock_is_set(int minutes)
    {
        var time = new ManualTime();
        using var scene = new LaneScene(time: time);
        scene.Act = (_, _) => throw new FencedException("epoch 9");
        scene.Lane.Open(0);
        scene.Offer(0, 1);
        scene.Lane.Wake();
        await Eventually.TrueAsync(() => scene.Lane.State == LaneState.Faulted, "the lane stopped");

        time.SetWallClock(TimeSpan.FromMinutes(minutes));
        Assert.False(scene.Lane.IsReopenDue);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(scene.Lane.IsReopenDue);
        await Eventually.TrueAsync(scene.Lane.Reopen, "the lane opens again");
        Assert.Equal(LaneState.Opening, scene.Lane.State);
    }

    [Fact]
    public async Task Closing_waits_for_the_running_batch_and_takes_no_other()
    {
        using var scene = new LaneScene(new ListenerOptions { MaxBatchSize = 5 });
        var gate = new TaskCompletionSource();
        scene.Act = (_, _) => gate.Task;
        scene.Lane.Open(0);
        scene.Offer(0, 10);
        scene.Lane.Wake();
        await Eventually.TrueAsync(() => scene.Batches.Count == 1, "the batch runs");

        var closed = scene.Lane.BeginClose();
        Assert.False(closed.IsCompleted);
        gate.SetResult();
        await closed;

        Assert.Single(scene.Batches);
        Assert.Equal(5, scene.Lane.CommittableOffset);
    }

    [Fact]
    public async Task Closing_ends_the_wait_for_a_retry()
    {
        using var scene = new LaneScene();
        scene.Act = (_, run) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.Stopping);
        scene.Lane.Open(0);
        scene.Offer(0, 10);
        scene.Lane.Wake();
        await Eventually.TrueAsync(() => scene.Batches.Count == 1, "the batch waits");

        await scene.Lane.BeginClose();

        Assert.Equal(0, scene.Lane.CommittableOffset);
        Assert.Equal(LaneState.Closing, scene.Lane.State);
    }

    [Fact]
    public async Task Cancelling_ends_the_function_and_leaves_the_offset()
    {
        using var scene = new LaneScene();
        scene.Act = (_, run) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.Cancellation);
        scene.Lane.Open(0);
        scene.Offer(0, 10);
        scene.Lane.Wake();
        await Eventually.TrueAsync(() => scene.Batches.Count == 1, "the batch runs");

        var closed = scene.Lane.BeginClose();
        scene.Lane.Cancel();
        await closed;

        Assert.Equal(0, scene.Lane.CommittableOffset);
    }

    [Fact]
    public async Task A_lane_that_waits_for_a_retry_gives_its_slot_to_others()
    {
        using var scene = new LaneScene();
        var other = new TaskCompletionSource();
        scene.Act = async (_, run) =>
        {
            run.Failed(new FailedAttempt(0, new TimeoutException("away"), TimeSpan.FromSeconds(1)));
            await other.Task;
            await run.BeforeRetry();
        };
        scene.Lane.Open(0);
        scene.Offer(0, 10);
        scene.Lane.Wake();
        await Eventually.TrueAsync(() => scene.Lane.Snapshot().FailedAttempts == 1, "the attempt failed");
        Assert.Contains("away", scene.Lane.Snapshot().LastError, StringComparison.Ordinal);

        other.SetResult();
        await Eventually.TrueAsync(() => scene.Lane.CommittableOffset == 10, "all handled");

        Assert.Null(scene.Lane.Snapshot().LastError);
        Assert.Null(scene.Lane.Snapshot().FailingSince);
    }

    [Fact]
    public async Task At_the_end_of_the_log_the_offset_behind_transaction_markers_is_committed()
    {
        using var scene = new LaneScene();
        var gate = new TaskCompletionSource();
        scene.Act = (_, _) => gate.Task;
        scene.Lane.Open(0);
        scene.Offer(0, 10);
        scene.Lane.ReachedEnd(11);
        scene.Lane.Wake();

        Assert.Equal(0, scene.Lane.CommittableOffset);
        gate.SetResult();

        await Eventually.TrueAsync(() => scene.Lane.CommittableOffset == 11, "the end is committed");
        scene.Offer(11, 1);
        Assert.Equal(10, scene.Lane.CommittableOffset);
    }
}
