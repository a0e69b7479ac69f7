using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class SchemaFileTests
{
    private static readonly JsonSchema Schema = JsonSchema.Load(RepositoryFiles.Schema);

    private static string Sample => File.ReadAllText(RepositoryFiles.Sample);

    // The sample has every section once; this is what its defaults leave out.
    private static string Everything => Sample
        .Replace("conflict: newestWins", "conflict: { column: updated_at }", StringComparison.Ordinal)
        .Replace("dirtyData: deadLetter ", "dirtyData: { tooLong: deadLetter }", StringComparison.Ordinal)
        .Replace("# topic: cdc", "topic: cdc", StringComparison.Ordinal)
        .Replace("# salt: …", "salt: 0123456789abcdef", StringComparison.Ordinal)
        .Replace("outage: pause", "outage: { deadLetterAfter: 5m }", StringComparison.Ordinal);

    [Fact]
    public void Schema_and_loader_know_the_same_keys()
        => Assert.Equal(Schema.Keys().Order(StringComparer.Ordinal), Yaml.Read(Everything).KnownKeys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_sample_is_valid_by_the_schema_and_loads()
    {
        Assert.Empty(Schema.Faults(YamlToJson.Convert(Sample)));
        Assert.Equal([Dialect.Scylla, Dialect.Cassandra, Dialect.SqlServer, Dialect.SqlServer], Yaml.Load(Sample).Sources.Select(source => source.Dialect));
    }

    [Fact]
    public void The_sample_writes_the_defaults_that_the_options_have()
    {
        var options = Yaml.Load(Sample);

        Assert.Equal(new KafkaOptions { Properties = options.Kafka.Properties }, options.Kafka);
        Assert.Equal(new PostgresOptions { ConnectionString = options.Postgres.ConnectionString }, options.Postgres);
        Assert.Equal(new HostOptions(), options.Host);
        Assert.Equal(new TimerOptions(), options.Timers);
        Assert.Equal(TableOptions.Default, options.Sources[0].Table("any"));
    }

    [Fact]
    public void The_reference_page_explains_every_key()
    {
        var page = File.ReadAllText(RepositoryFiles.Reference);

        Assert.All(Schema.Keys(), key => Assert.Contains($"`{key[(key.LastIndexOfAny(['.', ']']) + 1)..]}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kafka: { borkers: x }")]
    [InlineData("sources: []")]
    [InlineData("sources: [{ name: a, dialect: oracle, topics: t }]")]
    [InlineData("sources: [{ name: a, topics: t }]")]
    [InlineData("sources: [{ name: a, dialect: scylla, topics: t, tables: { t: { deletes: never } } }]")]
    [InlineData("host: { shutdownTimeout: 5 }")]
    [InlineData("postgres: { maxConnections: 1 }")]
    [InlineData("postgres: { outage: stop }")]
    [InlineData("postgres: { outage: {} }")]
    public void What_the_loader_refuses_the_schema_refuses(string text)
    {
        Assert.NotEmpty(Schema.Faults(YamlToJson.Convert(text)));
        Assert.NotEmpty(Yaml.Faults(text));
    }
}
