using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Support.Kafka;

namespace CdcFunctions.Integration.Kafka;

/// <summary>What the listener does when the function, the store or the broker fails. On a mock cluster of its own, so that faults can be injected.</summary>
public sealed class ListenerFailureTests : IDisposable
{
    private const short OffsetCommit = 8;
    private const int RebalanceInProgress = 27;
    private const int IllegalGeneration = 22;

    private readonly MockKafka _kafka = TestKafka.StartMock();

    private static ListenerOptions Quick => new() { Restart = new RestartOptions { First = TimeSpan.FromMilliseconds(50), Longest = TimeSpan.FromMilliseconds(200) } };

    [Fact]
    public async Task A_failing_function_stops_its_lane_and_never_moves_the_offset()
    {
        await using var scene = new ListenerScene(_kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 2);
        await scene.ProduceAsync(20, partitions: 2);
        var handler = new ScriptedHandler((batch, _) => batch[0].Partition == 0 ? throw new InvalidOperationException("no") : Task.CompletedTask);

        var listener = scene.Start(handler);
        await ListenerScene.UntilAsync(() => Lane(listener, 0)?.State == LaneState.Faulted && Lane(listener, 1)?.CommittedOffset == 10, "one lane stopped, the other done");

        Assert.Equal(0, Lane(listener, 0)!.NextOffset);
        Assert.True(Lane(listener, 0)!.CommittedOffset is null or 0);
        Assert.Contains("no", Lane(listener, 0)!.LastError, StringComparison.Ordinal);
        var report = Assert.Single(new KafkaHealth(new Listeners(listener), Quick, TimeProvider.System).Report());
        Assert.False(report.IsReady);
        Assert.True(report.IsLive);
        Assert.Contains($"{scene.Topic}/0", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_lane_tries_again_as_a_whole_when_asked_to()
    {
        await using var scene = new ListenerScene(_kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(10, partitions: 1);
        var isBroken = true;
        var handler = new ScriptedHandler((_, _) => isBroken ? throw new InvalidOperationException("no") : Task.CompletedTask);

        var listener = scene.Start(handler, Quick with { RetryFaultedAfter = TimeSpan.FromMilliseconds(300) });
        await ListenerScene.UntilAsync(() => Lane(listener, 0)?.State == LaneState.Faulted, "the lane stopped");
        isBroken = false;

        await ListenerScene.UntilAsync(() => handler.Count == 10, "all records handled");
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), handler.ByPartition[0]);
    }

    [Fact]
    public async Task A_fenced_lane_asks_for_its_position_again()
    {
        await using var scene = new ListenerScene(_kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(10, partitions: 1);
        var isFenced = true;
        var handler = new ScriptedHandler((_, _) => isFenced ? throw new FencedException("epoch 7") : Task.CompletedTask);

        var listener = scene.Start(handler, Quick);
        await ListenerScene.UntilAsync(() => Lane(listener, 0)?.State == LaneState.Faulted, "the lane stopped");
        (isFenced, scene.Positions[scene.Topic, 0]) = (false, 4);

        await ListenerScene.UntilAsync(() => handler.Count == 6, "the rest handled");
        Assert.Equal(4, handler.ByPartition[0].First());
        Assert.Equal(2, scene.Positions.Acquired);
    }

    [Fact]
    public async Task While_the_store_of_positions_is_away_lanes_wait_and_nothing_is_handled()
    {
        await using var scene = new ListenerScene(_kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(10, partitions: 1);
        scene.Positions.IsAway = true;
        var handler = new ScriptedHandler();

        var listener = scene.Start(handler, Quick);
        await ListenerScene.UntilAsync(() => Lane(listener, 0) is { FailedAttempts: > 3 }, "several attempts");
        Assert.Equal(LaneState.Opening, Lane(listener, 0)!.State);
        Assert.True(Lane(listener, 0)!.IsPaused);
        Assert.Equal(0, handler.Count);

        scene.Positions.IsAway = false;
        await ListenerScene.UntilAsync(() => handler.Count == 10, "all records handled");
        Assert.Null(Lane(listener, 0)!.LastError);
    }

    [Theory]
    [InlineData(1000, MissingOffsetPolicy.Stop)]
    [InlineData(1000, MissingOffsetPolicy.Earliest)]
    public async Task A_stored_offset_that_the_broker_does_not_hold_is_never_replaced_silently(long stored, MissingOffsetPolicy policy)
    {
        await using var scene = new ListenerScene(_kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(10, partitions: 1);
        scene.Positions[scene.Topic, 0] = stored;
        var handler = new ScriptedHandler();

        var listener = scene.Start(handler, Quick with { MissingOffset = policy });

        if (policy == MissingOffsetPolicy.Stop)
        {
            await ListenerScene.UntilAsync(() => Lane(listener, 0)?.State == LaneState.Faulted, "the lane stopped");
            Assert.Contains("offset 1000 is beyond the end of the log, 10", Lane(listener, 0)!.LastError, StringComparison.Ordinal);
            Assert.Equal(0, handler.Count);
        }
        else
        {
            await ListenerScene.UntilAsync(() => handler.Count == 10, "all records handled");
        }
    }

    [Fact]
    public async Task A_commit_refused_in_a_rebalance_is_repeated()
    {
        await using var scene = new ListenerScene(_kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        _kafka.Broker.FailNext(OffsetCommit, RebalanceInProgress, IllegalGeneration, RebalanceInProgress);
        await scene.ProduceAsync(10, partitions: 1);

        var listener = scene.Start(new ScriptedHandler(), Quick);

        await ListenerScene.UntilAsync(() => Lane(listener, 0)?.CommittedOffset == 10, "offset 10 committed");
        Assert.Equal(ListenerState.Consuming, listener.Snapshot().State);
        Assert.Equal(0, listener.Snapshot().Restarts);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_named_and_consuming_goes_on_when_it_returns()
    {
        await using var scene = new ListenerScene(_kafka);
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(10, partitions: 1);
        var handler = new ScriptedHandler();
        var listener = scene.Start(handler, Quick);
        await ListenerScene.UntilAsync(() => handler.Count == 10, "first records handled");

        _kafka.Broker.SetBroker(1, isUp: false);
        await ListenerScene.UntilAsync(() => listener.Snapshot().BrokerProblem is not null, "the problem noticed");
        var report = Assert.Single(new KafkaHealth(new Listeners(listener), Quick, TimeProvider.System).Report());
        Assert.False(report.IsReady);
        Assert.Contains(_kafka.BootstrapServers, report.Message, StringComparison.Ordinal);

        _kafka.Broker.SetBroker(1, isUp: true);
        await scene.ProduceAsync(10, partitions: 1);
        await ListenerScene.UntilAsync(() => handler.Count == 20 && listener.Snapshot().BrokerProblem is null, "the rest handled");
    }

    [Fact]
    public async Task A_property_that_the_client_does_not_know_is_a_fault_of_the_configuration()
    {
        await using var scene = new ListenerScene(_kafka);

        var fault = Assert.Throws<ConfigurationException>(() => scene.Start(new ScriptedHandler(), configure: properties => properties["no.such.property"] = "1"));

        Assert.Contains("no.such.property", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _kafka.Dispose();

    private static LaneSnapshot? Lane(KafkaListener listener, int partition) => listener.Snapshot().Lanes.FirstOrDefault(lane => lane.Partition == partition);

    private sealed class Listeners(params KafkaListener[] listeners) : IKafkaListeners
    {
        public IReadOnlyList<ListenerSnapshot> Snapshots() => [.. listeners.Select(listener => listener.Snapshot())];
    }
}
