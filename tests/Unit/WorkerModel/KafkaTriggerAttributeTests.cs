using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.WorkerModel;

public sealed class KafkaTriggerAttributeTests
{
    private readonly KafkaTriggerAttribute _attribute = new("broker:9092", "orders");

    [Fact]
    public void It_has_the_defaults_of_microsofts_package()
    {
        Assert.Equal("broker:9092", _attribute.BrokerList);
        Assert.Equal("orders", _attribute.Topic);
        Assert.False(_attribute.IsBatched);
        Assert.Equal(KafkaMessageKeyType.String, _attribute.KeyDataType);
        Assert.Equal(BrokerProtocol.NotSet, _attribute.Protocol);
        Assert.Equal(BrokerAuthenticationMode.NotSet, _attribute.AuthenticationMode);
        Assert.Equal(1000, _attribute.LagThreshold);
    }

    [Fact]
    public void Its_words_have_the_numbers_of_microsofts_package()
    {
        Assert.Equal(-1, (int)BrokerProtocol.NotSet);
        Assert.Equal(3, (int)BrokerProtocol.SaslSsl);
        Assert.Equal(-1, (int)BrokerAuthenticationMode.NotSet);
        Assert.Equal(4, (int)BrokerAuthenticationMode.OAuthBearer);
        Assert.Equal(3, (int)KafkaMessageKeyType.Binary);
    }
}
