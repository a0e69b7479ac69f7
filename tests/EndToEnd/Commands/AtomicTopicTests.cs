using CdcFunctions.Host.Hosting;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Transactions;
using CdcFunctions.Support.Kafka;

namespace CdcFunctions.EndToEnd.Commands;

public sealed class AtomicTopicTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public async Task A_topic_of_several_partitions_stops_the_start_of_an_atomic_source(int partitions, bool isRefused)
    {
        using var kafka = TestKafka.StartMock();
        await kafka.CreateTopicAsync("mss.all", partitions);
        var topics = new AtomicTopics(Options(kafka.BootstrapServers));

        if (isRefused)
        {
            Assert.Contains($"has {partitions} partitions", Assert.Throws<ConfigurationException>(topics.RefuseAtStart).Message, StringComparison.Ordinal);
            Assert.Throws<TopicLayoutException>(() => topics.Check("mss.all"));
        }
        else
        {
            topics.RefuseAtStart();
            topics.Check("mss.all");
        }
    }

    [Fact]
    public async Task A_source_that_is_not_atomic_may_have_any_topics()
    {
        using var kafka = TestKafka.StartMock();
        await kafka.CreateTopicAsync("mss.orders", 3);

        new AtomicTopics(Options(kafka.BootstrapServers)).Check("mss.orders");
    }

    private static CdcOptions Options(string brokers) => new()
    {
        Postgres = new PostgresOptions { ConnectionString = "Host=nowhere" },
        Kafka = new KafkaOptions { Brokers = brokers },
        Sources = [new SourceOptions { Name = "erp", Dialect = Dialect.SqlServer, Topics = ["mss.all"], Transactions = TransactionMode.Atomic }],
    };
}
