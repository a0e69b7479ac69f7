using CdcFunctions.Host.Kafka;
using CdcFunctions.Unit.Support;
using Confluent.Kafka;

namespace CdcFunctions.Unit.Kafka;

public sealed class KafkaListenerTests
{
    [Fact]
    public async Task A_new_lane_is_paused_seeks_to_its_position_and_resumes()
    {
        await using var scene = new PollScene();
        scene.Scripts.Add((consumer, events) => scene.AssignThenSend(consumer, events, 5));

        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Handled.Length == 5, "records handled");

        Assert.Equal(["seek 0@0", "resume 0"], scene.Consumers[0].Calls.Where(call => !call.StartsWith("commit", StringComparison.Ordinal)).SkipWhile(call => call == "pause 0"));
        await Eventually.TrueAsync(() => scene.Consumers[0].Calls.Contains("commit 0@5"), "the offset committed");
    }

    [Fact]
    public async Task A_lane_is_not_sought_before_the_client_fetches_its_partition()
    {
        await using var scene = new PollScene();
        IGroupEvents? group = null;
        scene.Scripts.Add((consumer, events) =>
        {
            group = events;
            consumer.Then(() => _ = events.Assigned([PollScene.Partition(0)]).ToList());
        });
        scene.Listener.Start();
        var consumer = scene.Consumers[0];
        await Eventually.TrueAsync(() => scene.Acquired == 1 && consumer.Polls > 50, "the position known, and polls after it");
        Assert.DoesNotContain(consumer.Calls, call => call.StartsWith("seek", StringComparison.Ordinal));

        consumer.ThenEnd("orders", 0, 1000);

        await Eventually.TrueAsync(() => consumer.Calls.Contains("seek 0@0"), "the seek");
    }

    [Fact]
    public async Task Records_that_the_client_skipped_are_fetched_after_all()
    {
        await using var scene = new PollScene();
        scene.AssignThen(consumer =>
        {
            consumer.ThenRecords("orders", 0, 0, 2);
            consumer.ThenRecords("orders", 0, 9, 1);
            consumer.ThenRecords("orders", 0, 2, 3);
            consumer.ThenEnd("orders", 0, 12);
            consumer.ThenRecords("orders", 0, 5, 1);
        });

        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Handled.Length == 6, "records handled");

        Assert.Equal([0, 1, 2, 3, 4, 5], scene.Handled);
        Assert.Equal(["seek 0@0", "seek 0@2", "seek 0@5"], scene.Consumers[0].Calls.Where(call => call.StartsWith("seek", StringComparison.Ordinal)));
        Assert.DoesNotContain("commit 0@12", scene.Consumers[0].Calls);
    }

    [Fact]
    public async Task A_gap_that_is_there_twice_belongs_to_the_log()
    {
        await using var scene = new PollScene();
        scene.AssignThen(consumer =>
        {
            consumer.ThenRecords("orders", 0, 0, 2);
            consumer.ThenRecords("orders", 0, 3, 1);
            consumer.ThenRecords("orders", 0, 3, 1);
            consumer.ThenRecords("orders", 0, 6, 1);
        });

        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Handled.Length == 4, "records handled");

        Assert.Equal([0, 1, 3, 6], scene.Handled);
    }

    [Fact]
    public async Task A_record_that_comes_again_though_the_seek_failed_does_not_prove_a_gap()
    {
        await using var scene = new PollScene();
        scene.AssignThen(consumer =>
        {
            consumer.ThenRecords("orders", 0, 0, 2);
            consumer.Then(() => consumer.SeekFails = new KafkaException(new Error(ErrorCode.Local_State)));
            consumer.ThenRecords("orders", 0, 3, 1);
            consumer.ThenRecords("orders", 0, 3, 1);
            consumer.ThenRecords("orders", 0, 2, 3);
        });

        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Handled.Length >= 4, "records handled");

        Assert.Equal([0, 1, 2, 3], scene.Handled.Take(4));
    }

    [Fact]
    public async Task A_seek_that_comes_too_early_is_repeated()
    {
        await using var scene = new PollScene();
        scene.Scripts.Add((consumer, events) =>
        {
            consumer.SeekFails = new KafkaException(new Error(ErrorCode.Local_State));
            scene.AssignThenSend(consumer, events, 5);
        });

        scene.Listener.Start();

        await Eventually.TrueAsync(() => scene.Handled.Length == 5, "records handled");
    }

    [Fact]
    public async Task A_dead_consumer_is_replaced_and_the_listener_says_so()
    {
        await using var scene = new PollScene();
        scene.Scripts.Add((consumer, _) => consumer.Then(() => throw new KafkaException(new Error(ErrorCode.Local_Fatal, "fenced", isFatal: true))));
        scene.Scripts.Add((consumer, events) => scene.AssignThenSend(consumer, events, 5));

        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Handled.Length == 5, "records handled by the second consumer");

        Assert.True(scene.Consumers[0].IsClosed);
        Assert.True(scene.Consumers[0].IsDisposed);
        var snapshot = scene.Listener.Snapshot();
        Assert.Equal(1, snapshot.Restarts);
        Assert.NotNull(snapshot.DownSince);
    }

    [Fact]
    public async Task A_position_lost_on_the_broker_stops_the_lane()
    {
        await using var scene = new PollScene();
        scene.Scripts.Add((consumer, events) =>
        {
            scene.AssignThenSend(consumer, events, 5);
            scene.Act = (_, _) =>
            {
                var record = new ConsumeResult<byte[], byte[]> { TopicPartitionOffset = new TopicPartitionOffset(PollScene.Partition(0), 5) };
                consumer.Then(() => throw new ConsumeException(record, new Error(ErrorCode.Local_AutoOffsetReset, "out of range")));
                return Task.CompletedTask;
            };
        });

        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Listener.Snapshot().Lanes is [{ State: LaneState.Faulted, IsPaused: true }], "the lane stopped");

        Assert.Contains("no longer on the broker", scene.Listener.Snapshot().Lanes[0].LastError, StringComparison.Ordinal);
        Assert.Equal("pause 0", scene.Consumers[0].Calls.Last(call => !call.StartsWith("commit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_revoked_partition_is_committed_and_released_when_its_batch_is_done()
    {
        await using var scene = new PollScene();
        var (batchBegan, batchMayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Act = (_, _) =>
        {
            batchBegan.SetResult();
            return batchMayEnd.Task;
        };
        IGroupEvents? group = null;
        scene.Scripts.Add((consumer, events) =>
        {
            group = events;
            scene.AssignThenSend(consumer, events, 5);
        });
        scene.Listener.Start();
        await batchBegan.Task;

        var isOver = new TaskCompletionSource();
        scene.Consumers[0].Then(() =>
        {
            _ = Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System).ContinueWith(_ => batchMayEnd.SetResult(), TaskScheduler.Default);
            group!.Revoked([PollScene.Partition(0)]);
            isOver.SetResult();
        });
        await isOver.Task;

        Assert.Equal(5, scene.Handled.Length);
        Assert.Contains("commit 0@5", scene.Consumers[0].Calls);
        Assert.Equal(["orders/0"], scene.Released);
        Assert.Empty(scene.Listener.Snapshot().Lanes);
    }

    [Fact]
    public async Task A_lost_partition_is_cancelled_and_not_committed()
    {
        await using var scene = new PollScene();
        scene.Act = (_, run) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.Cancellation);
        IGroupEvents? group = null;
        scene.Scripts.Add((consumer, events) =>
        {
            group = events;
            scene.AssignThenSend(consumer, events, 5);
        });
        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Listener.Snapshot().Lanes is [{ QueuedRecords: 5 }], "a batch runs");

        var isOver = new TaskCompletionSource();
        scene.Consumers[0].Then(() =>
        {
            group!.Lost([PollScene.Partition(0)]);
            isOver.SetResult();
        });
        await isOver.Task;

        Assert.Empty(scene.Handled);
        Assert.DoesNotContain("commit 0@5", scene.Consumers[0].Calls);
        Assert.Equal(["orders/0"], scene.Released);
    }

    [Fact]
    public async Task A_stop_leaves_the_group()
    {
        await using var scene = new PollScene();
        scene.Scripts.Add((consumer, events) => scene.AssignThenSend(consumer, events, 5));
        scene.Listener.Start();
        await Eventually.TrueAsync(() => scene.Handled.Length == 5, "records handled");

        await scene.Listener.StopAsync(CancellationToken.None);

        Assert.Equal(ListenerState.Stopped, scene.Listener.Snapshot().State);
        Assert.True(scene.Consumers[0].IsClosed);
        Assert.Contains("commit 0@5", scene.Consumers[0].Calls);
        Assert.Single(scene.Consumers);
    }
}
