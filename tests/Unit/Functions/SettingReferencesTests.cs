using CdcFunctions.Host.Functions;
using Microsoft.Extensions.Configuration;

namespace CdcFunctions.Unit.Functions;

public sealed class SettingReferencesTests
{
    private readonly SettingReferences _settings = new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Kafka:Brokers", "env:9092"), new("Empty", " "), new("password", "secret")]).Build(),
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Kafka:Brokers"] = "yaml:9092", ["Kafka:Group"] = "g" });

    [Fact]
    public void The_configuration_goes_before_what_the_file_implies() => Assert.Equal("env:9092", _settings.Resolve("%Kafka:Brokers%").Value);

    [Fact]
    public void What_the_configuration_lacks_comes_from_the_file() => Assert.Equal("g", _settings.Resolve("%Kafka:Group%").Value);

    [Fact]
    public void A_reference_may_stand_inside_text() => Assert.Equal("a-g-b", _settings.Resolve("a-%Kafka:Group%-b").Value);

    [Fact]
    public void The_bare_name_of_a_setting_stands_for_its_value() => Assert.Equal("secret", _settings.Resolve("password").Value);

    [Fact]
    public void Plain_text_is_itself() => Assert.Equal("orders", _settings.Resolve("orders").Value);

    [Theory]
    [InlineData("%Missing%", "Missing")]
    [InlineData("%Empty%", "Empty")]
    public void An_unset_or_empty_setting_is_named(string text, string missing) => Assert.Equal(new ResolvedText(null, missing), _settings.Resolve(text));
}
