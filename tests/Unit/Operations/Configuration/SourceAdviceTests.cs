using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class SourceAdviceTests
{
    [Theory]
    [InlineData(Dialect.SqlServer, null, 1)]
    [InlineData(Dialect.SqlServer, "erp", 0)]
    [InlineData(Dialect.Scylla, null, 0)]
    [InlineData(Dialect.Cassandra, null, 0)]
    public void Sql_server_without_schema_topic_is_advised(Dialect dialect, string? schemaTopic, int count)
    {
        var advice = SourceAdvice.For(new CdcOptions { Sources = [new SourceOptions { Name = "erp", Dialect = dialect, Topics = ["t"], SchemaTopic = schemaTopic }] });

        Assert.Equal(count, advice.Count);
        Assert.All(advice, one => Assert.Contains("Add schemaTopic", one, StringComparison.Ordinal));
    }
}
