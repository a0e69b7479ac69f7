using CdcFunctions.Unit.Architecture;

namespace CdcFunctions.Unit.Operations.Configuration;

/// <summary>Files that ship beside the code.</summary>
internal static class RepositoryFiles
{
    public static string Sample => Path.Combine(Repository.Root, "cdc.sample.yaml");

    public static string Schema => Path.Combine(Repository.Root, "cdc.schema.json");

    public static string AtomicConnector => Path.Combine(Repository.Root, "docker", "connectors", "sqlserver-atomic.json");

    public static string Reference => Path.Combine(Repository.Root, "docs", "configuration.md");
}
