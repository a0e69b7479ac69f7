using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Integration.Postgres.WireForms;

/// <summary>A source type in one mode of its connector: how values look with and without embedded schema, and random ones of them.</summary>
/// <param name="Dialect">Which connector.</param>
/// <param name="Type">Type as the source writes it.</param>
/// <param name="Schema">Schema of the value in events that embed it.</param>
/// <param name="Draw">A random value, extremes among them.</param>
/// <param name="Created">Type of the created column.</param>
internal sealed record WireForm(Dialect Dialect, string Type, string Schema, Func<Random, WireValue> Draw, string Created)
{
    /// <summary>The connector's settings.</summary>
    public ConnectorOptions Connector { get; init; } = new();

    /// <summary>Type of the created column with embedded schema, where that tells less or more.</summary>
    public string? CreatedWithSchema { get; init; }

    /// <summary>For a person.</summary>
    public override string ToString()
        => $"{Dialect} {Type} {Connector.DecimalHandlingMode}{Connector.VarintHandlingMode}{Connector.TimePrecisionMode}{Connector.BinaryHandlingMode}".TrimEnd();
}
