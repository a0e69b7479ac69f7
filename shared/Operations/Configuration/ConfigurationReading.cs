namespace CdcFunctions.Operations.Configuration;

/// <summary>What came of reading the configuration: options that may be used when there are no faults.</summary>
/// <param name="Options">The options; incomplete when there are faults.</param>
/// <param name="Faults">What is wrong, in the order of the file.</param>
/// <param name="File">The file read; null when everything came from the environment.</param>
/// <param name="KnownKeys">Every key that reading asked for, as patterns: <c>sources[].tables.*.deletes</c>.</param>
public sealed record ConfigurationReading(
    CdcOptions Options,
    IReadOnlyList<ConfigurationFault> Faults,
    string? File,
    IReadOnlySet<string> KnownKeys);
