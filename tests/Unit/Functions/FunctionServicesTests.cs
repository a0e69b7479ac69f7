using CdcFunctions.App;
using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka;
using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CdcFunctions.Unit.Functions;

public sealed class FunctionServicesTests
{
    private static readonly CdcOptions Shop = new()
    {
        Sources = [new SourceOptions { Name = "shop", Dialect = Dialect.Scylla, Topics = ["^shop[.].*", "shop-extra"] }],
        Kafka = new KafkaOptions { Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["sasl.password"] = "secret" } },
    };

    [Fact]
    public void A_function_without_topics_is_disabled_with_its_reason()
    {
        var catalog = Catalog(Shop);

        Assert.Equal(["ApplyScyllaChanges"], catalog.KafkaTriggers.Select(t => t.Function.Name));
        Assert.Equal(["^shop[.].*", "shop-extra"], catalog.KafkaTriggers[0].Topics);
        Assert.Equal("secret", catalog.KafkaTriggers[0].Properties["sasl.password"]);
        Assert.Equal(["ApplyCassandraChanges", "ApplySqlServerChanges"], catalog.Disabled.Select(f => f.Name));
        Assert.All(catalog.Disabled, f => Assert.Contains("Topics is empty", f.Reason, StringComparison.Ordinal));
        Assert.Contains("SweepTombstones", catalog.TimerTriggers.Select(t => t.Function.Name));
    }

    [Fact]
    public void Only_the_named_functions_run()
    {
        var catalog = Catalog(Shop, ("AzureFunctionsJobHost:functions:0", "sweeptombstones"));

        Assert.Empty(catalog.KafkaTriggers);
        Assert.Equal("SweepTombstones", Assert.Single(catalog.TimerTriggers).Function.Name);
        Assert.Contains("ApplyScyllaChanges", catalog.Disabled.Select(f => f.Name));
    }

    [Fact]
    public void An_unknown_name_is_a_fault_that_lists_the_known_ones()
    {
        var fault = Assert.Throws<ConfigurationException>(() => Catalog(Shop, ("AzureFunctionsJobHost:functions:0", "Nope")));

        Assert.Contains("names Nope", fault.Message, StringComparison.Ordinal);
        Assert.Contains("ApplyCassandraChanges", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureWebJobs.SweepTombstones.Disabled")]
    [InlineData("AzureWebJobs:SweepTombstones:Disabled")]
    public void A_function_can_be_switched_off_as_in_azure(string setting)
        => Assert.DoesNotContain("SweepTombstones", Catalog(Shop, (setting, "true")).TimerTriggers.Select(t => t.Function.Name));

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        var fault = Assert.Throws<ConfigurationException>(() => Catalog(
            Shop, ("AzureFunctionsJobHost:functions:0", "Nope"), ("WEBSITE_TIME_ZONE", "Mars/Olympus"), ("Kafka:MissingOffset", "shrug"), ("AzureFunctionsJobHost:extensions:kafka:maxBatchSize", "0")));

        Assert.Equal(4, fault.Faults.Count);
    }

    [Fact]
    public void Host_json_sets_the_batch_unless_the_configuration_says_otherwise()
    {
        var hostJson = ("AzureFunctionsJobHost:extensions:kafka:maxBatchSize", "64");

        Assert.Equal(64, Options(Shop, hostJson).MaxBatchSize);
        Assert.Equal(9, Options(Shop with { Kafka = Shop.Kafka with { MaxBatchSize = 9 } }, hostJson).MaxBatchSize);
        Assert.Equal(5_000, Options(Shop).MaxBatchSize);
    }

    private static ListenerOptions Options(CdcOptions options, params (string, string)[] settings) => Build(options, settings).GetRequiredService<ListenerOptions>();

    private static FunctionCatalog Catalog(CdcOptions options, params (string, string)[] settings) => Build(options, settings).GetRequiredService<FunctionCatalog>();

    private static ServiceProvider Build(CdcOptions options, (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build();
        return new ServiceCollection().AddFunctions(configuration, options, Path.GetTempPath(), typeof(AppServices).Assembly).BuildServiceProvider();
    }
}
