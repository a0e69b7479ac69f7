using CdcFunctions.Support.Kafka;
using Confluent.Kafka;
using Xunit.Abstractions;

namespace CdcFunctions.EndToEnd.Servers;

public sealed class EmbeddedBrokerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Records_go_to_the_partition_they_name_and_come_back_in_order()
    {
        using var kafka = TestKafka.StartMock();
        await kafka.CreateTopicAsync("orders", 6);

        await RoundTripAsync(kafka);
    }

    [SkippableFact]
    public async Task The_same_holds_on_a_real_broker()
    {
        var kafka = await TestKafka.RequireRealAsync();
        output.WriteLine(kafka.Kind);
        await kafka.CreateTopicAsync("orders", 6);

        await RoundTripAsync(kafka);
    }

    [Fact]
    public async Task A_broker_that_is_down_takes_nothing_until_it_is_back()
    {
        using var kafka = TestKafka.StartMock();
        await kafka.CreateTopicAsync("orders", 1);
        using var producer = Producer(kafka);

        kafka.Broker.SetBroker(1, isUp: false);
        var delivery = producer.ProduceAsync("orders", new Message<Null, string> { Value = "late" });
        await Assert.ThrowsAsync<TimeoutException>(() => delivery.WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        kafka.Broker.SetBroker(1, isUp: true);

        Assert.Equal(PersistenceStatus.Persisted, (await delivery).Status);
    }

    private static async Task RoundTripAsync(ITestKafka kafka)
    {
        using var producer = Producer(kafka);
        var deliveries = Enumerable.Range(0, 60)
            .Select(number => producer.ProduceAsync(new TopicPartition("orders", number % 6), new Message<Null, string> { Value = $"{number}" }))
            .ToArray();
        await Task.WhenAll(deliveries);

        using var consumer = new ConsumerBuilder<Null, string>(new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = Guid.NewGuid().ToString() }).Build();
        consumer.Assign(Enumerable.Range(0, 6).Select(partition => new TopicPartitionOffset("orders", partition, Offset.Beginning)));
        var consumed = Enumerable.Range(0, 60).Select(_ => consumer.Consume(TimeSpan.FromSeconds(20))).ToList();

        Assert.All(consumed.GroupBy(record => record.Partition.Value), partition => Assert.Equal(
            Enumerable.Range(0, 10).Select(turn => $"{partition.Key + (turn * 6)}"),
            partition.Select(record => record.Message.Value)));
    }

    private static IProducer<Null, string> Producer(ITestKafka kafka)
        => new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers, LingerMs = 1 }).Build();
}
