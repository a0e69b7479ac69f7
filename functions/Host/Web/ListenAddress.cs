using System.Net;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Web;

/// <summary>Reads <c>host.listen</c>: an address and a port.</summary>
internal static class ListenAddress
{
    /// <summary>Address and port; <c>localhost</c> is the loopback, <c>*</c> and <c>+</c> are all addresses.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public static (IPAddress Address, int Port) Read(string listen)
    {
        var colon = listen.LastIndexOf(':');
        var host = colon < 0 ? "" : listen[..colon].Trim('[', ']');
        if (colon >= 0 && int.TryParse(listen.AsSpan(colon + 1), out var port) && port is >= 0 and <= IPEndPoint.MaxPort && Address(host) is { } address)
        {
            return (address, port);
        }

        throw new ConfigurationException([new("cdc.yaml or CDC_HOST__LISTEN", "host.listen", $"is \"{listen}\"", "address:port, such as 127.0.0.1:8080 or 0.0.0.0:0", null)]);
    }

    private static IPAddress? Address(string host) => host switch
    {
        "" or "*" or "+" => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host, out var address) ? address : null,
    };
}
