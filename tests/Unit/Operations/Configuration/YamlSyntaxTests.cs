using System.Text;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class YamlSyntaxTests
{
    private const string Signs = "{}[]\"':*&|>-\t\n #?!%";

    [Fact]
    public void Every_tab_that_indents_is_named()
        => Assert.Equal(
            [
                "cdc.yaml:2: A tab indents this line. Allowed: spaces. Replace the tab by spaces",
                "cdc.yaml:4: A tab indents this line. Allowed: spaces. Replace the tab by spaces",
            ],
            Yaml.Faults("kafka:\n\tbrokers: a:1\nhost:\n\tlisten: x"));

    [Theory]
    [InlineData("kafka: { brokers: a:1\nhost: x", "cdc.yaml:1: This is no valid YAML: a bracket, brace or quote is not closed")]
    [InlineData("sources:\n- tables:\n    *: { deletes: soft }", "Quote the star: \"*\":")]
    [InlineData("sources:\n- topics: \"^shop\\..*\"", "use single quotes")]
    [InlineData("kafka:\n  conflict: column: x", "needs quotes")]
    [InlineData("kafka:\n  brokers: *nothing", "kafka.brokers refers to an anchor that is not defined above")]
    [InlineData("- a\n- b", "cdc.yaml:1: The file holds a list.")]
    [InlineData("? [a, b]\n: c\n", "has a key that is no plain text")]
    public void A_line_that_is_no_YAML_is_named_with_the_usual_cause(string text, string expected)
        => Assert.Contains(Yaml.Faults(text), fault => fault.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void No_text_whatever_throws()
    {
        var sample = File.ReadAllText(RepositoryFiles.Sample);
        var random = new Random(4711);
        for (var round = 0; round < 300; round++)
        {
            var text = new StringBuilder(sample);
            for (var edit = 0; edit < 3; edit++)
            {
                var at = random.Next(text.Length - 20);
                text.Remove(at, random.Next(1, 20)).Insert(at, Signs[random.Next(Signs.Length)]);
            }

            _ = Yaml.Read(text.ToString());
        }
    }

    [Fact]
    public void A_second_document_is_refused()
        => Assert.Contains("A second document begins here", Yaml.OnlyFault("---\nkafka: {}\n".Insert(0, Yaml.Postgres + Yaml.Sources) + "postgres:\nsources:"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    public void An_empty_file_says_what_is_missing(string text) => Assert.Equal(2, Yaml.Faults(text).Length);
}
