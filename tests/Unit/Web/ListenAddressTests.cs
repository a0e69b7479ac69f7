using System.Net;
using CdcFunctions.Host.Web;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Web;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1", 8080)]
    [InlineData("localhost:0", "127.0.0.1", 0)]
    [InlineData("*:80", "0.0.0.0", 80)]
    [InlineData(":80", "0.0.0.0", 80)]
    [InlineData("[::1]:5000", "::1", 5000)]
    public void An_address_and_a_port_are_read(string text, string address, int port) => Assert.Equal((IPAddress.Parse(address), port), ListenAddress.Read(text));

    [Theory]
    [InlineData("8080")]
    [InlineData("host:99999")]
    [InlineData("no.such.host:80")]
    public void Anything_else_is_a_fault(string text)
        => Assert.Contains(text, Assert.Throws<ConfigurationException>(() => ListenAddress.Read(text)).Message, StringComparison.Ordinal);
}
