using System.Globalization;

namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>An address and a port: <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>, <c>broker:9092</c>, <c>*:8080</c>.</summary>
public static class Endpoint
{
    /// <summary>Splits <paramref name="text"/>; false when it is not of this form. Brackets around an IPv6 address are removed.</summary>
    public static bool TryParse(string text, out string address, out int port)
    {
        var colon = text.LastIndexOf(':');
        address = colon > 0 ? text[..colon] : "";
        port = 0;
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65_535)
        {
            return false;
        }

        if (address.StartsWith('[') && address.EndsWith(']'))
        {
            address = address[1..^1];
            return System.Net.IPAddress.TryParse(address, out _);
        }

        return address is "*" || Uri.CheckHostName(address) is UriHostNameType.Dns or UriHostNameType.IPv4;
    }
}
