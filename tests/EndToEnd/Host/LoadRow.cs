namespace CdcFunctions.EndToEnd.Host;

/// <summary>One row of a load table, with the version of the change that wrote it.</summary>
internal sealed record LoadRow(int Id, string? Note, long Amount, long Version);
