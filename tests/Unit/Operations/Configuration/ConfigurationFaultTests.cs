namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class ConfigurationFaultTests
{
    [Fact]
    public void A_fault_names_line_path_value_what_is_allowed_and_what_to_do()
        => Assert.Equal(
            "cdc.yaml:9: sources[0].tables.users.staleAfter is \"24 hours\". Allowed: a number and a unit (s, m, h, d), such as 24h. Change it to: staleAfter: 24h",
            Yaml.OnlyFaultOfTable("      staleEvents: apply\n      staleAfter: 24 hours\n"));

    [Fact]
    public void All_faults_come_at_once_in_the_order_of_the_file()
    {
        var faults = Yaml.Faults("""
            kafka: { brokers: nowhere, maxBatchSize: 0 }
            hosts: {}
            sources:
            - dialect: scila
              tables: []
            """);

        Assert.Equal(
            [
                "cdc.yaml:1: postgres.connectionString is missing. Allowed: Host=…;Database=…;Username=… and other keywords of Npgsql. Add postgres: { connectionString: … }, or set CDC_POSTGRES__CONNECTIONSTRING",
                "cdc.yaml:1: kafka.brokers is \"nowhere\". Allowed: host:port, several divided by commas. Change it to: brokers: localhost:9092",
                "cdc.yaml:1: kafka.maxBatchSize is \"0\". Allowed: 1 to 100000. Change it to: maxBatchSize: 1",
                "cdc.yaml:2: hosts is not a setting. Allowed: postgres, kafka, host, timers, retention, watch, deadLetters, masking, sources. Did you mean host?",
                "cdc.yaml:4: sources[0].name is missing. Allowed: a name; also the default target schema. Add name: shop, or set CDC_SOURCES__0__NAME",
                "cdc.yaml:4: sources[0].dialect is \"scila\". Allowed: scylla, cassandra, sqlserver. Change it to: dialect: scylla",
                "cdc.yaml:4: sources[0].topics is missing. Allowed: a name, a list of names, or a regular expression that begins with ^. Add topics: ^shop\\..*, or set CDC_SOURCES__0__TOPICS",
                "cdc.yaml:5: sources[0].tables is a list. Allowed: keys and values, one to a line and indented.",
            ],
            faults);
    }

    [Theory]
    [InlineData("kafka: { borkers: a:1 }", "cdc.yaml:3: kafka.borkers is not a setting. Allowed: brokers, consumerGroup, autoOffsetReset, maxBatchSize, maxBatchBytes, properties. Did you mean brokers?")]
    [InlineData("kafka: { qqqqqqq: a:1 }", "Remove it, or move it to where it belongs")]
    [InlineData("kafka: { brokers: a:1, brokers: b:1 }", "kafka.brokers is given twice (first in line 3)")]
    [InlineData("kafka: [a, b]", "kafka is a list. Allowed: keys and values")]
    [InlineData("kafka: localhost:9092", "kafka is a single value. Allowed: keys and values")]
    [InlineData("kafka: { consumerGroup: [a] }", "kafka.consumerGroup is a list. Allowed: a single value.")]
    [InlineData("kafka: { consumerGroup: '' }", "kafka.consumerGroup is \"\". Allowed: a name.")]
    [InlineData("kafka: { brokers: { a: 1 } }", "kafka.brokers is a map. Allowed: one value, or a list.")]
    [InlineData("kafka: { brokers: [{ a: 1 }] }", "kafka.brokers[0] is a map. Allowed: a single value.")]
    [InlineData("kafka: { brokers: 'a:99999' }", "kafka.brokers is \"a:99999\"")]
    [InlineData("kafka: { maxBatchSize: many }", "kafka.maxBatchSize is \"many\". Allowed: a whole number from 1 to 100000. Change it to: maxBatchSize: 5000")]
    [InlineData("kafka: { maxBatchSize: 99999999999999 }", "Change it to: maxBatchSize: 100000")]
    [InlineData("kafka: { maxBatchBytes: 1GiB }", "kafka.maxBatchBytes is \"1GiB\". Allowed: 64KiB to 256MiB. Change it to: maxBatchBytes: 256MiB")]
    [InlineData("kafka: { maxBatchBytes: 16MB }", "Allowed: bytes, or a whole number and KiB, MiB or GiB, such as 16MiB. Change it to: maxBatchBytes: 8MiB")]
    [InlineData("kafka: { autoOffsetReset: newest }", "Allowed: earliest, latest. Choose one of them")]
    [InlineData("kafka: { properties: { group.id: x } }", "kafka.properties.group.id is set by the host itself. Use kafka.consumerGroup")]
    [InlineData("kafka: { properties: { client.id: [x] } }", "kafka.properties.client.id is a list. Allowed: a single value.")]
    [InlineData("host: { listen: 8080 }", "host.listen is \"8080\". Allowed: address:port")]
    [InlineData("host: { shutdownTimeout: 0s }", "host.shutdownTimeout is \"0s\". Allowed: 1s to 10m. Change it to: shutdownTimeout: 1s")]
    [InlineData("host: { shutdownTimeout: 30 }", "Change it to: shutdownTimeout: 8s")]
    [InlineData("timers: { timeZone: Mars/Olympus }", "timers.timeZone is \"Mars/Olympus\". Allowed: an IANA zone that this machine knows")]
    [InlineData("postgres: { connectionString: 'postgres://u:p@h/d' }", "postgres.connectionString is ***. Allowed: Host=…;Database=…;Username=… and other keywords of Npgsql. Write the URL's parts as")]
    [InlineData("postgres: { connectionString: nonsense }", "postgres.connectionString is ***.")]
    [InlineData("postgres: { connectionString: '' }", "postgres.connectionString is missing")]
    [InlineData("postgres: { commandTimeout: 5s }", "postgres.connectionString is missing")]
    [InlineData("sources: []", "sources is empty. Allowed: a list of at least one source.")]
    [InlineData("sources: { name: shop }", "sources is a map. Allowed: a list, each entry with a dash.")]
    [InlineData("sources: [shop]", "sources[0] is a single value. Allowed: keys and values.")]
    public void Each_kind_of_fault_has_its_message(string tail, string expected)
        => Assert.Contains(expected, Yaml.OnlyFault(tail), StringComparison.Ordinal);

    [Theory]
    [InlineData("  schemaTopics: x", "sources[0].schemaTopics is not a setting. Allowed: name, dialect, topics, schema, schemaTopic, includeTables, excludeTables, connector, tables, transactions, transactionTimeout, incompleteTransactions. Did you mean schemaTopic?")]
    [InlineData("  schemaTopic: a b", "sources[0].schemaTopic is \"a b\"")]
    [InlineData("  schema: pg_mine", "sources[0].schema is \"pg_mine\"")]
    [InlineData("  schema: cdc", "sources[0].schema is \"cdc\"")]
    [InlineData("  connector: { includeAfter: full }", "sources[0].connector.includeAfter has no use here. Allowed: only with dialect: scylla. Remove it")]
    [InlineData("  connector: { varintHandlingMode: long }", "sources[0].connector.varintHandlingMode has no use here. Allowed: only with dialect: cassandra. Remove it")]
    [InlineData("  connector: { decimalHandlingMode: exact }", "Allowed: precise, string, double.")]
    [InlineData("  tables: { dbo.users: { deletes: soft } }", "sources[0].tables.dbo.users names no table. Allowed: the table's name alone, the last part of its topic. Change it to: users:")]
    [InlineData("  tables: { users: soft }", "sources[0].tables.users is a single value. Allowed: keys and values.")]
    [InlineData("  tables: { '*': { target: all } }", "sources[0].tables.*.target would put all tables of the source into one")]
    [InlineData("  tables: { users: { deletes: Soft } }", "sources[0].tables.users.deletes is \"Soft\". Allowed: remove, soft. Change it to: deletes: soft")]
    [InlineData("  tables: { users: { preserveCase: yes } }", "Allowed: true, false.")]
    [InlineData("  tables: { users: { key: [id, id] } }", "sources[0].tables.users.key names no column, or one twice")]
    [InlineData("  tables: { users: { sourceTypes: { at: } } }", "sources[0].tables.users.sourceTypes.at is \"\". Allowed: a type as the source writes it")]
    [InlineData("  tables: { users: { columns: { email: hash } } }", "sources[0].tables.users.columns.email is a single value. Allowed: keys and values.")]
    [InlineData("  tables: { users: { conflict: { colum: at, column: at2 } } }", "Did you mean column?")]
    public void Each_fault_of_a_source_has_its_message(string tail, string expected)
    {
        var faults = Yaml.Faults(Yaml.Postgres + "sources:\n- name: shop\n  dialect: sqlserver\n  topics: shop.users\n" + tail);

        Assert.Contains(expected, faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_sources_must_differ()
        => Assert.Equal(
            "cdc.yaml:4: sources[1].name is \"Shop\". Allowed: a name that no other source has (sources[0] has it). Rename one of the two",
            Yaml.OnlyFault("sources:\n- { name: shop, dialect: scylla, topics: a }\n- { name: Shop, dialect: scylla, topics: b }"));

    [Theory]
    [InlineData("a", "[b, a]", "a")]
    [InlineData("^shop\\..*", "shop.users", "shop.users")]
    [InlineData("^shop\\..*", "^shop.*", "shop.")]
    [InlineData("^shop\\..*", "^.*\\.users$", "shop.users")]
    public void A_topic_must_not_belong_to_two_sources(string first, string second, string both)
        => Assert.Contains(
            $"sources[1].topics covers \"{both}\", and so does sources[0].topics. Allowed: each topic in one source.",
            Yaml.OnlyFault($"sources:\n- {{ name: a, dialect: scylla, topics: {first} }}\n- {{ name: b, dialect: scylla, topics: {second} }}"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("shop.*", "Begin a regular expression with ^")]
    [InlineData("my topic", "Correct the name")]
    [InlineData("^shop[", "which is no regular expression")]
    [InlineData("^shop.{1,2}", "which holds a comma")]
    [InlineData("^shop\\d+", "librdkafka does not know \\d")]
    [InlineData("^(?!x).*", "librdkafka does not know (?")]
    public void A_topic_that_cannot_work_is_refused(string topic, string expected)
        => Assert.Contains(expected, Yaml.OnlyFault($"sources: [{{ name: a, dialect: scylla, topics: '{topic}' }}]"), StringComparison.Ordinal);

    [Fact]
    public void A_topic_is_named_once()
        => Assert.Contains("names \"a\" a second time", Yaml.OnlyFault("sources: [{ name: a, dialect: scylla, topics: [a, a] }]"), StringComparison.Ordinal);
}
