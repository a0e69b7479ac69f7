using CdcFunctions.Host.Kafka;
using CdcFunctions.Support.Kafka;

namespace CdcFunctions.Integration.Kafka;

/// <summary>The listener on the best Kafka of the machine: a real broker where there is one, else the mock cluster.</summary>
public sealed class KafkaListenerTests
{
    [Fact]
    public async Task Every_record_is_handled_once_and_in_order_in_its_partition()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 4);
        await scene.ProduceAsync(20_000, partitions: 4);
        var handler = new ScriptedHandler();

        scene.Start(handler);
        await ListenerScene.UntilAsync(() => handler.Count >= 20_000, "20,000 records handled");

        Assert.Equal(4, handler.ByPartition.Count);
        Assert.All(handler.ByPartition, partition => Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (long)i), partition));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Small_batches_do_not_make_the_listener_slow(int batch)
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 2);
        await scene.ProduceAsync(20_000, partitions: 2);
        var handler = new ScriptedHandler();

        scene.Start(handler, new ListenerOptions { MaxBatchSize = batch });
        await ListenerScene.UntilAsync(() => handler.Count >= 20_000, "20,000 records handled");

        Assert.Equal(batch, handler.LargestBatch);
        Assert.All(handler.ByPartition, partition => Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i), partition));
    }

    [Fact]
    public async Task What_is_handled_is_committed_to_kafka()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(100, partitions: 1);

        var listener = scene.Start(new ScriptedHandler());

        await ListenerScene.UntilAsync(() => listener.Snapshot().Lanes is [{ CommittedOffset: 100, LagEvents: 0 }], "offset 100 committed");
        Assert.Equal(100, scene.Committed(0));
    }

    [Fact]
    public async Task A_lane_goes_on_at_the_offset_stored_in_postgresql_whatever_kafka_says()
    {
        await using var scene = new ListenerScene(await TestKafka.BestAsync());
        await scene.Kafka.CreateTopicAsync(scene.Topic, 1);
        await scene.ProduceAsync(100, partitions: 1);
        scene.Positions[scene.Topic, 0] = 40;
        var handler = new ScriptedHandler();

        scene.Start(handler);
        await ListenerScene.UntilAsync(() => handler.Count >= 60, "60 records handled");

        Assert.Equal(Enumerable.Range(40, 60).Select(i => (long)i), handler.ByPartition[0]);
    }
}
