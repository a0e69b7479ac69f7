using System.Text;
using CdcFunctions.Support.Kafka;
using CdcFunctions.Support.Postgres;
using Confluent.Kafka;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>Dead letters reach the topic that the configuration names.</summary>
public sealed class DeadLetterTopicTests
{
    [SkippableFact]
    public async Task A_record_that_cannot_be_applied_arrives_in_the_topic_with_its_reason_and_place()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var kafka = TestKafka.StartMock();
        await using var rig = await HostRig.NewAsync(kafka, database.ConnectionString, partitions: 1);
        var topic = $"{rig.Group}.dlq";
        await kafka.CreateTopicAsync(topic, 1);
        rig.MoreSources = $$"""
            deadLetters: { topic: {{topic}} }
            """;
        using (var producer = new ProducerBuilder<byte[]?, byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).Build())
        {
            var headers = new Headers { { "trace", "abc"u8.ToArray() } };
            await producer.ProduceAsync(rig.Load.Topics[0], new Message<byte[]?, byte[]> { Key = "k"u8.ToArray(), Value = "{\"after\":"u8.ToArray(), Headers = headers });
        }

        rig.Start();
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = kafka.BootstrapServers, GroupId = "reader", AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var message = (await Task.Run(() => consumer.Consume(HostRig.Patience)))?.Message;

        Assert.NotNull(message);
        Assert.Equal(("k", "{\"after\":"), (Encoding.UTF8.GetString(message.Key!), Encoding.UTF8.GetString(message.Value!)));
        Assert.Equal(["abc", "malformed-json", rig.Load.Topics[0], "0", "0", "original"], new[] { "trace", "cdc.reason", "cdc.topic", "cdc.partition", "cdc.offset", "cdc.payload" }.Select(name => Text(message, name)));
        await Until.TrueAsync(async () => await database.ScalarAsync<long>("select count(*) from cdc.dead_letter where published_at is not null") == 1, HostRig.Patience, () => "letter that is remembered as sent");
    }

    private static string Text(Message<byte[]?, byte[]?> message, string header) => Encoding.UTF8.GetString(message.Headers.GetLastBytes(header));
}
