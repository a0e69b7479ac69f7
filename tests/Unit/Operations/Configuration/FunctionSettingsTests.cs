using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class FunctionSettingsTests
{
    [Fact]
    public void Topics_of_all_sources_of_a_dialect_are_joined()
    {
        var settings = FunctionSettings.From(Yaml.Load(Yaml.Postgres + """
            kafka: { brokers: "k:1", consumerGroup: g }
            sources:
            - { name: a, dialect: scylla, topics: '^shop\..*' }
            - { name: b, dialect: scylla, topics: [x.t, y.t] }
            - { name: c, dialect: sqlserver, topics: '^erp\..*' }
            """));

        Assert.Equal(@"^shop\..*,x.t,y.t", settings["Scylla:Topics"]);
        Assert.Equal(@"^erp\..*", settings["sqlserver:topics"]);
        Assert.Equal("", settings["Cassandra:Topics"]);
        Assert.Equal("00:00:30", settings["Retention:ExpirySchedule"]);
        Assert.Equal(("k:1", "g", "g"), (settings["Kafka:Brokers"], settings["Kafka:ConsumerGroup"], settings["Scylla:ConsumerGroup"]));
    }
}
