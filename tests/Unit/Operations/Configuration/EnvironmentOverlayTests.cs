using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class EnvironmentOverlayTests
{
    private const string Complete = Yaml.Postgres + "sources:\n- { name: shop, dialect: scylla, topics: [a, b], tables: { Users: { target: u } } }\n";

    [Fact]
    public void A_variable_goes_before_the_file()
        => Assert.Equal("x:1", Yaml.Load(Complete + "kafka: { brokers: y:2 }", ("CDC_KAFKA__BROKERS", "x:1")).Kafka.Brokers);

    [Fact]
    public void Names_are_not_case_sensitive()
        => Assert.Equal(3, Yaml.Load(Complete, ("cdc_postgres__maxConnections", "3")).Postgres.MaxConnections);

    [Fact]
    public void A_list_is_written_by_index_or_replaced_as_a_whole()
    {
        Assert.Equal(["a", "c", "d"], Yaml.Load(Complete, ("CDC_SOURCES__0__TOPICS__1", "c"), ("CDC_SOURCES__0__TOPICS__2", "d")).Sources[0].Topics);
        Assert.Equal(["e", "f"], Yaml.Load(Complete, ("CDC_SOURCES__0__TOPICS", "e, f")).Sources[0].Topics);
    }

    [Fact]
    public void Entries_beyond_the_ninth_keep_their_order()
    {
        var topics = Enumerable.Range(0, 12).Select(number => ($"CDC_SOURCES__0__TOPICS__{number}", $"t{number}")).Reverse().ToArray();

        Assert.Equal("t0,t1,t2,t3,t4,t5,t6,t7,t8,t9,t10,t11", string.Join(',', Yaml.Load(Complete, topics).Sources[0].Topics));
    }

    [Fact]
    public void A_gap_in_a_list_is_a_fault()
        => Assert.Equal(
            ["CDC_SOURCES__3__NAME: sources has 1 entries, but the variable names entry \"3\". Allowed: 0 to 1. Number the entries from 0 without gaps"],
            Yaml.Faults(Complete, ("CDC_SOURCES__3__NAME", "x")));

    [Fact]
    public void A_table_keeps_the_spelling_of_the_file()
    {
        var source = Yaml.Load(Complete, ("CDC_SOURCES__0__TABLES__USERS__DELETES", "soft"), ("CDC_SOURCES__0__TABLES__ORDERS__DELETES", "soft")).Sources[0];

        Assert.Equal(("u", DeletePolicy.Soft), (source.Tables["Users"].Target, source.Tables["Users"].Deletes));
        Assert.Equal(DeletePolicy.Soft, source.Tables["orders"].Deletes);
    }

    [Fact]
    public void Librdkafka_properties_write_a_dot_as_one_underscore()
        => Assert.Equal("s3cret", Yaml.Load(Complete, ("CDC_KAFKA__PROPERTIES__SASL_PASSWORD", "s3cret")).Kafka.Properties["sasl.password"]);

    [Fact]
    public void Faults_name_the_variable_and_how_to_set_it()
        => Assert.Equal(
            ["CDC_HOST__SHUTDOWNTIMEOUT: host.shutdownTimeout is \"8 sec\". Allowed: a number and a unit (s, m, h, d), such as 24h. Change it to: CDC_HOST__SHUTDOWNTIMEOUT=8s"],
            Yaml.Faults(Complete, ("CDC_HOST__SHUTDOWNTIMEOUT", "8 sec")));

    [Fact]
    public void A_variable_of_no_setting_is_a_fault()
        => Assert.Equal(
            ["CDC_KAFKA__BROKER: kafka.broker is not a setting. Allowed: brokers, consumerGroup, autoOffsetReset, maxBatchSize, maxBatchBytes, properties. Did you mean brokers?"],
            Yaml.Faults(Complete, ("CDC_KAFKA__BROKER", "x:1")));

    [Fact]
    public void Other_variables_are_left_alone()
        => Yaml.Load(Complete, ("CDC_CONFIG", "x"), ("CDC_LOG_LEVEL", "x"), ("CDC_TEST_POSTGRES", "x"), ("CDC_SERVICE_HOST", "x"), ("XCDC_KAFKA__BROKER", "x"));

    [Fact]
    public void An_empty_variable_counts_as_not_set()
        => Assert.Equal("localhost:9092", Yaml.Load(Complete, ("CDC_KAFKA__BROKERS", "")).Kafka.Brokers);

    [Fact]
    public void Two_variables_for_one_key_are_a_fault()
        => Assert.Contains("is set by", Assert.Single(Yaml.Faults(Complete, ("CDC_KAFKA__BROKERS", "x:1"), ("cdc_kafka__brokers", "y:1"))), StringComparison.Ordinal);

    [Fact]
    public void A_single_underscore_between_levels_is_noticed()
        => Assert.Contains(
            "CDC_POSTGRES_CONNECTIONSTRING is set, but two underscores divide the levels: name it CDC_POSTGRES__CONNECTIONSTRING",
            Assert.Single(Yaml.Faults(Yaml.Sources, ("CDC_POSTGRES_CONNECTIONSTRING", "Host=x"))),
            StringComparison.Ordinal);
}
