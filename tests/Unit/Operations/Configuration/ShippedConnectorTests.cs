using System.Text.Json;
using System.Text.RegularExpressions;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class ShippedConnectorTests
{
    private readonly JsonElement _config = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.AtomicConnector)).RootElement.GetProperty("config");

    [Theory]
    [InlineData("erp.Sales.dbo.orders")]
    [InlineData("erp.transaction")]
    public void The_atomic_connector_routes_tables_and_transactions_to_one_topic(string topic)
        => Assert.Equal("erp.all", Regex.Replace(topic, $"^{Setting("transforms.together.topic.regex")}$", Setting("transforms.together.topic.replacement"), RegexOptions.None, TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData("erp.all")]
    [InlineData("erp")]
    [InlineData("erp.history")]
    [InlineData("__debezium-heartbeat.erp")]
    public void And_leaves_every_other_topic_alone(string topic)
        => Assert.DoesNotMatch($"^{Setting("transforms.together.topic.regex")}$", topic);

    [Theory]
    [InlineData("provide.transaction.metadata", "true")]
    [InlineData("tasks.max", "1")]
    [InlineData("topic.creation.default.partitions", "1")]
    [InlineData("topic.creation.default.cleanup.policy", "delete")]
    [InlineData("transforms.together.key.enforce.uniqueness", "false")]
    public void It_keeps_a_transaction_in_one_order(string setting, string value) => Assert.Equal(value, Setting(setting));

    private string Setting(string name) => _config.GetProperty(name).GetString()!;
}
