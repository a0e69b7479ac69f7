using System.Collections.Concurrent;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Support.Kafka;
using Confluent.Kafka;

namespace CdcFunctions.Integration.Kafka;

/// <summary>How records flow: backpressure, rebalances, draining, subscriptions.</summary>
public sealed class ListenerFlowTests
{
    [Fact]
    public async Task A_slow_function_pauses_its_partition_and_loses_nothing()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(3_000, partitions: 1);
        var handler = new ScriptedHandler((_, _) => Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System));
        var (most, sawPause) = (0, false);

        var listener = scene.Start(handler, new ListenerOptions { MaxBatchSize = 50, QueueRecords = 100 });
        await ListenerScene.UntilAsync(
            () =>
            {
                var lane = listener.Snapshot().Lanes is [var only] ? only : null;
                most = Math.Max(most, lane?.QueuedRecords ?? 0);
                sawPause |= lane is { IsPaused: true, State: LaneState.Running };
                return handler.Count >= 3_000;
            },
            "all records handled");

        Assert.Equal(Enumerable.Range(0, 3_000).Select(i => (long)i), handler.ByPartition[0]);
        Assert.True(sawPause);
        Assert.True(most <= 100, $"{most} records were queued");
        Assert.True(handler.LargestBatch <= 50);
    }

    [Fact]
    public async Task Partitions_that_move_between_listeners_are_handled_once_and_by_one_at_a_time()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 4);
        var running = new ConcurrentDictionary<int, int>();
        var overlaps = 0;
        var isSlow = true;
        async Task Act(Microsoft.Azure.Functions.Worker.KafkaRecord[] batch, BatchRun run)
        {
            Interlocked.Add(ref overlaps, running.AddOrUpdate(batch[0].Partition, 1, (_, now) => now + 1) > 1 ? 1 : 0);
            await Task.Delay(TimeSpan.FromMilliseconds(isSlow ? 100 : 1), TimeProvider.System);
            running.AddOrUpdate(batch[0].Partition, 0, (_, now) => now - 1);
        }

        var (one, two) = (new ScriptedHandler(Act), new ScriptedHandler(Act));
        var options = new ListenerOptions { MaxBatchSize = 20 };
        var first = scene.Start(one, options);
        await scene.ProduceAsync(20_000, partitions: 4);
        await ListenerScene.UntilAsync(() => one.Count > 100, "the first listener works");
        var second = scene.Start(two, options);
        await ListenerScene.UntilAsync(() => two.Count > 100, "the second listener works");
        isSlow = false;
        await second.StopAsync(CancellationToken.None);
        await ListenerScene.UntilAsync(() => one.Count + two.Count >= 20_000, "all records handled");

        Assert.Equal(0, overlaps);
        Assert.Equal(20_000, one.Count + two.Count);
        Assert.All(Enumerable.Range(0, 4), p => Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (long)i), one.ByPartition[p].Concat(two.ByPartition[p]).Order()));
        Assert.Equal(ListenerState.Stopped, second.Snapshot().State);
        Assert.Equal(ListenerState.Consuming, first.Snapshot().State);
    }

    [Fact]
    public async Task A_stop_lets_the_running_batch_finish_commits_it_and_takes_no_other()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(100, partitions: 1);
        var begun = new TaskCompletionSource();
        var handler = new ScriptedHandler(async (_, _) =>
        {
            begun.TrySetResult();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        });

        var listener = scene.Start(handler, new ListenerOptions { MaxBatchSize = 10 });
        await begun.Task;
        await listener.StopAsync(CancellationToken.None);

        Assert.Equal(ListenerState.Stopped, listener.Snapshot().State);
        Assert.InRange(handler.Count, 1, 10);
        Assert.Equal(handler.Count, scene.Committed(0));
    }

    [Fact]
    public async Task A_function_that_does_not_finish_is_cancelled_and_the_stop_keeps_its_time()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(10, partitions: 1);
        var begun = new TaskCompletionSource();
        var handler = new ScriptedHandler(async (_, run) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.Cancellation);
        });

        var listener = scene.Start(handler, new ListenerOptions { ShutdownTimeout = TimeSpan.FromSeconds(3) });
        await begun.Task;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await listener.StopAsync(CancellationToken.None);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"stopped after {watch.Elapsed}");
        Assert.Equal(ListenerState.Stopped, listener.Snapshot().State);
        Assert.True(scene.Committed(0) is null or 0);
    }

    [Fact]
    public async Task A_pattern_finds_topics_that_come_later()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync($"{scene.Topic}.a", 1);
        await scene.ProduceAsync(10, partitions: 1, topic: $"{scene.Topic}.a");
        var handler = new ScriptedHandler();
        var listener = scene.Start(handler, topics: $"^{scene.Topic}[.].*");
        await ListenerScene.UntilAsync(() => handler.Count == 10, "the first topic handled");

        await scene.Kafka.CreateTopicAsync($"{scene.Topic}.b", 1);
        await scene.ProduceAsync(10, partitions: 1, topic: $"{scene.Topic}.b");

        await ListenerScene.UntilAsync(() => handler.Count == 20, "the second topic handled");
        Assert.Equal(2, listener.Snapshot().Lanes.Count);
    }

    [SkippableFact]
    public async Task Transaction_markers_leave_no_lag()
    {
        var kafka = await TestKafka.RequireRealAsync();
        await using var scene = new ListenerScene(kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers, TransactionalId = scene.Topic }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        for (var i = 0; i < 10; i++)
        {
            producer.Produce(scene.Topic, new Message<byte[], byte[]> { Value = [1] });
        }

        producer.CommitTransaction();
        var handler = new ScriptedHandler();

        var listener = scene.Start(handler);

        await ListenerScene.UntilAsync(() => listener.Snapshot().Lanes is [{ CommittedOffset: 11 }], "the marker's offset committed");
        Assert.Equal(10, handler.Count);
        Assert.Equal(0, listener.Snapshot().Lanes[0].LagEvents);
    }
}
