namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class DeadLetterSettingsTests
{
    [Fact]
    public void Without_the_section_there_is_no_topic() => Assert.Null(Yaml.Load(Yaml.Postgres + Yaml.Sources).DeadLetters.Topic);

    [Fact]
    public void The_topic_comes_from_the_file_or_the_environment()
    {
        Assert.Equal("cdc.dlq", Yaml.Load(Yaml.Postgres + Yaml.Sources + "deadLetters: { topic: cdc.dlq }").DeadLetters.Topic);
        Assert.Equal("cdc.dlq", Yaml.Load(Yaml.Postgres + Yaml.Sources, ("CDC_DEADLETTERS__TOPIC", "cdc.dlq")).DeadLetters.Topic);
    }

    [Theory]
    [InlineData("deadLetters: { topic: \"a b\" }", "deadLetters.topic")]
    [InlineData("deadLetters: { topic: ^dlq }", "deadLetters.topic")]
    [InlineData("deadLetters: { topik: x }", "Did you mean topic?")]
    [InlineData("deadLetters: { topic: shop.users }", "which source shop reads")]
    public void What_would_not_work_is_refused(string text, string fault) => Assert.Contains(fault, Yaml.OnlyFault(text), StringComparison.Ordinal);

    [Fact]
    public void A_topic_that_the_pattern_of_a_source_covers_is_refused_too()
        => Assert.Contains("which source shop reads", Yaml.OnlyFault("sources: [{ name: shop, dialect: scylla, topics: ^shop\\..* }]\ndeadLetters: { topic: shop.dlq }"), StringComparison.Ordinal);
}
