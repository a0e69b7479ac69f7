using System.Reflection;

namespace CdcFunctions.Unit.Operations.Configuration;

/// <summary>Files that ship beside the code.</summary>
internal static class RepositoryFiles
{
    public static string Sample => Path.Combine(Root, "cdc.sample.yaml");

    public static string Schema => Path.Combine(Root, "cdc.schema.json");

    public static string Reference => Path.Combine(Root, "docs", "configuration.md");

    private static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "cdc.schema.json")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Environment.GetEnvironmentVariable("CDC_REPOSITORY") ?? throw new InvalidOperationException("cdc.schema.json is not above the tests.");
    }
}
