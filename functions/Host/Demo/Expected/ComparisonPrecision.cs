using System.Text.Json;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>What the connector's settings took away before the events were written; nobody can bring it back.</summary>
/// <param name="DecimalsAreDoubles">Decimals were sent as 64-bit floating point.</param>
/// <param name="TimesAreMilliseconds">Times were cut to milliseconds.</param>
internal sealed record ComparisonPrecision(bool DecimalsAreDoubles, bool TimesAreMilliseconds)
{
    /// <summary>Reads the two settings that lose digits.</summary>
    public static ComparisonPrecision From(JsonElement expectation)
    {
        var settings = expectation.TryGetProperty("connectorSettings", out var found) ? found : default;
        return new ComparisonPrecision(Is(settings, "decimal.handling.mode", "double"), Is(settings, "time.precision.mode", "connect"));
    }

    private static bool Is(JsonElement settings, string name, string value)
        => settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var found) && found.ValueEquals(value);
}
