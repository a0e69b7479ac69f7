using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdc-config-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var options = Yaml.Load(Yaml.Postgres + Yaml.Sources);

        Assert.Equal("localhost:9092", options.Kafka.Brokers);
        Assert.Equal("cdcfunctions", options.Kafka.ConsumerGroup);
        Assert.Equal("earliest", options.Kafka.AutoOffsetReset);
        Assert.Equal(5000, options.Kafka.MaxBatchSize);
        Assert.Equal(8 * 1024 * 1024, options.Kafka.MaxBatchBytes);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Postgres.CommandTimeout);
        Assert.Equal("127.0.0.1:8080", options.Host.Listen);
        Assert.Equal("UTC", options.Timers.TimeZone);
        Assert.Equal("shop", options.Sources[0].TargetSchema);
        Assert.Same(TableOptions.Default, options.Sources[0].Table("users"));
    }

    [Fact]
    public void Every_value_of_the_file_arrives()
    {
        var options = Yaml.Load("""
            postgres: { connectionString: "Server=db;Password=a=b", commandTimeout: 500s, maxConnections: 4 }
            kafka:
              brokers: [a:9092, "SSL://b:9093"]
              consumerGroup: g
              autoOffsetReset: latest
              maxBatchSize: 7
              maxBatchBytes: 1MiB
              properties: { client.id: x, linger.ms: 5 }
            host: { listen: "[::1]:0", shutdownTimeout: 90s }
            timers: { timeZone: Europe/Berlin }
            retention: { expiredWithin: 10s, tombstones: 20d, deadLetters: 2d, schemaHistory: 90d }
            watch: { quietAfter: 1h, unresolvedAfter: 2d }
            sources:
            - { name: a, dialect: cassandra, topics: [x.t, "^y[.].*"], schema: s, connector: { varintHandlingMode: string } }
            - { name: b, dialect: sqlserver, topics: "p,q", schemaTopic: b, connector: { decimalHandlingMode: double, timePrecisionMode: connect, binaryHandlingMode: hex } }
            """);

        Assert.Equal("Server=db;Password=a=b", options.Postgres.ConnectionString);
        Assert.Equal((TimeSpan.FromSeconds(500), 4), (options.Postgres.CommandTimeout, options.Postgres.MaxConnections));
        Assert.Equal(("a:9092,SSL://b:9093", "g", "latest"), (options.Kafka.Brokers, options.Kafka.ConsumerGroup, options.Kafka.AutoOffsetReset));
        Assert.Equal((7, 1 << 20), (options.Kafka.MaxBatchSize, options.Kafka.MaxBatchBytes));
        Assert.Equal("5", options.Kafka.Properties["linger.ms"]);
        Assert.Equal(("[::1]:0", TimeSpan.FromSeconds(90)), (options.Host.Listen, options.Host.ShutdownTimeout));
        Assert.Equal("Europe/Berlin", options.Timers.TimeZone);
        Assert.Equal(
            new RetentionOptions { ExpiredWithin = TimeSpan.FromSeconds(10), Tombstones = TimeSpan.FromDays(20), DeadLetters = TimeSpan.FromDays(2), SchemaHistory = TimeSpan.FromDays(90) },
            options.Retention);
        Assert.Equal(new WatchOptions { QuietAfter = TimeSpan.FromHours(1), UnresolvedAfter = TimeSpan.FromDays(2) }, options.Watch);
        Assert.Equal(["x.t", "^y[.].*"], options.Sources[0].Topics);
        Assert.Equal(("s", "string"), (options.Sources[0].TargetSchema, options.Sources[0].Connector.VarintHandlingMode));
        Assert.Equal(["p", "q"], options.Sources[1].Topics);
        Assert.Equal(new ConnectorOptions { DecimalHandlingMode = "double", TimePrecisionMode = "connect", BinaryHandlingMode = "hex" }, options.Sources[1].Connector);
        Assert.Equal("b", options.Sources[1].SchemaTopic);
    }

    [Fact]
    public void The_file_named_on_the_command_line_goes_before_the_variable()
    {
        var named = Write("named.yaml", Yaml.Postgres + Yaml.Sources + "kafka: { consumerGroup: named }");
        var other = Write("other.yaml", Yaml.Postgres + Yaml.Sources + "kafka: { consumerGroup: other }");

        Assert.Equal("named", ConfigurationLoader.Load(named, Yaml.Variables(("CDC_CONFIG", other))).Kafka.ConsumerGroup);
        Assert.Equal("other", ConfigurationLoader.Load(file: null, Yaml.Variables(("CDC_CONFIG", other))).Kafka.ConsumerGroup);
    }

    [Fact]
    public void A_named_file_that_is_missing_is_a_fault()
    {
        var missing = Path.Combine(_folder, "none.yaml");

        var fault = Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(missing, []));

        Assert.Equal($"{missing}: There is no such file. Check --config and CDC_CONFIG", fault.Message);
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_a_fault()
        => Assert.Contains("cannot be read", Assert.Single(ConfigurationLoader.Read(_folder, []).Faults).Problem, StringComparison.Ordinal);

    [Fact]
    public void Variables_alone_are_enough()
    {
        var reading = ConfigurationLoader.ReadText("cdc.yaml", text: null, Yaml.Variables(
            ("CDC_POSTGRES__CONNECTIONSTRING", "Host=db"),
            ("CDC_SOURCES__0__NAME", "shop"),
            ("CDC_SOURCES__0__DIALECT", "scylla"),
            ("CDC_SOURCES__0__TOPICS", "^shop")));

        Assert.Empty(reading.Faults);
        Assert.Null(reading.File);
        Assert.Equal("shop", reading.Options.Sources[0].Name);
    }

    [Fact]
    public void No_file_and_no_variable_is_one_fault_with_the_way_out()
        => Assert.Equal(
            "cdc.yaml: There is no such file here, and no CDC_… variable says what to do. Copy cdc.sample.yaml to cdc.yaml, or name a file by --config FILE",
            Assert.Single(ConfigurationLoader.ReadText("cdc.yaml", text: null, []).Faults).ToString());

    [Fact]
    public void Anchors_aliases_and_merge_keys_work()
    {
        var options = Yaml.Load(Yaml.Postgres + """
            sources:
            - { name: a, dialect: sqlserver, topics: a.t, tables: { t: &soft { deletes: soft, key: [id] } } }
            - { name: b, dialect: sqlserver, topics: b.t, tables: { t: *soft, u: { <<: *soft, deletes: remove } } }
            """);

        Assert.Equal(DeletePolicy.Soft, options.Sources[1].Table("t").Deletes);
        Assert.Equal(DeletePolicy.Remove, options.Sources[1].Table("u").Deletes);
        Assert.Equal(["id"], options.Sources[1].Table("u").Key!);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
