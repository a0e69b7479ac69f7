using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Configuration;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Unit.Functions;

public sealed class HostJsonTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cdc-hostjson").FullName;
    private readonly List<ConfigurationFault> _faults = [];

    [Fact]
    public void Without_a_file_everything_is_default()
    {
        var hostJson = Read(null);

        Assert.Empty(hostJson.Functions);
        Assert.Empty(hostJson.Ignored);
        Assert.Null(hostJson.Retry(_faults));
    }

    [Fact]
    public void A_variable_goes_before_the_file()
    {
        var hostJson = Read("""{ "extensions": { "kafka": { "maxBatchSize": 64 } } }""", ("AzureFunctionsJobHost:extensions:kafka:maxBatchSize", "7"));

        Assert.Equal("7", hostJson.Kafka["maxBatchSize"]);
    }

    [Fact]
    public void Variables_name_the_functions_to_run()
        => Assert.Equal(["B", "A"], Read(null, ("AzureFunctionsJobHost:functions:0", "B"), ("AzureFunctionsJobHost:functions:1", "A")).Functions);

    [Fact]
    public void Settings_without_effect_are_named_with_the_reason()
    {
        var hostJson = Read("""
            { "version": "2.0", "logging": { "logLevel": { "default": "Debug" }, "console": { "isEnabled": true } }, "colour": "red",
              "extensions": { "kafka": { "maxBatchSize": 64, "commitOnFailure": true } } }
            """);

        Assert.Equal(["colour", "extensions.kafka.commitOnFailure", "logging"], hostJson.Ignored.Select(setting => setting.Path));
        Assert.Contains("never committed", hostJson.Ignored[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_retry_section_is_a_policy_for_functions_without_one()
    {
        var retry = Read("""{ "retry": { "strategy": "exponentialBackoff", "maxRetryCount": 5, "minimumInterval": "00:00:02", "maximumInterval": "00:00:30" } }""").Retry(_faults)!;

        Assert.Equal((5, 2, 30), (retry.MaxRetryCount, retry.First.TotalSeconds, retry.Longest.TotalSeconds));
    }

    [Theory]
    [InlineData("""{ "retry": { "strategy": "sometimes" } }""", "sometimes")]
    [InlineData("""{ "retry": { "strategy": "fixedDelay", "maxRetryCount": "many", "delayInterval": "00:00:01" } }""", "many")]
    public void A_senseless_retry_section_is_a_fault(string text, string named)
    {
        Assert.Null(Read(text).Retry(_faults));
        Assert.Contains(named, Assert.Single(_faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_a_fault_with_its_path()
    {
        Read("{ nonsense");

        Assert.StartsWith(Path.Combine(_directory, "host.json"), Assert.Single(_faults).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private HostJson Read(string? text, params (string Name, string Value)[] variables)
    {
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(_directory, HostJson.FileName), text);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(variables.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value))).Build();
        return HostJson.Read(_directory, configuration, _faults);
    }
}
