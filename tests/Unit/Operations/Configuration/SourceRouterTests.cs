using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class SourceRouterTests
{
    [Fact]
    public void A_topic_is_found_by_name_by_pattern_and_as_schema_topic()
    {
        var router = new SourceRouter([Source("a", "x.t", "^y\\..*"), Source("b", "z") with { SchemaTopic = "erp" }]);

        Assert.Equal("a", router.Find("x.t")?.Name);
        Assert.Equal("a", router.Find("y.anything")?.Name);
        Assert.Equal("b", router.Find("z")?.Name);
        Assert.Equal("b", router.Find("erp")?.Name);
    }

    [Theory]
    [InlineData("x.t2")]
    [InlineData("X.T")]
    [InlineData("my.y.t")]
    [InlineData("")]
    public void A_topic_that_no_source_covers_has_none(string topic)
        => Assert.Null(new SourceRouter([Source("a", "x.t", "^y\\..*")]).Find(topic));

    [Fact]
    public void A_topic_that_two_patterns_cover_is_refused_with_both_names()
    {
        var router = new SourceRouter([Source("a", "^y.*1$"), Source("b", "^y2.*")]);

        var fault = Assert.Throws<ConfigurationException>(() => router.Find("y2.1"));

        Assert.Equal("The topic y2.1 is covered by two sources, a and b. Change the topics of one of them.", fault.Message);
        Assert.Equal("b", router.Find("y2")?.Name);
    }

    [Fact]
    public void Threads_may_ask_at_once()
    {
        var router = new SourceRouter([Source("a", "^a\\..*"), Source("b", "^b\\..*")]);

        Parallel.For(0, 2_000, number => Assert.Equal(number % 2 == 0 ? "a" : "b", router.Find($"{(number % 2 == 0 ? 'a' : 'b')}.{number % 50}")?.Name));
    }

    private static SourceOptions Source(string name, params string[] topics) => new() { Name = name, Dialect = Dialect.Scylla, Topics = topics };
}
