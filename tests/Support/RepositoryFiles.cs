namespace CdcFunctions.Support;

/// <summary>Where the repository's files lie, seen from a built test assembly.</summary>
public static class RepositoryFiles
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The recorded events.</summary>
    public static string Fixtures { get; } = Path.Combine(Root, "tests", "Fixtures");

    /// <summary>The built host, of the same configuration as the tests.</summary>
    public static string Host { get; } = Path.Combine(Root, "functions", "Host", "bin", BuildConfiguration(), $"net{Environment.Version.Major}.0", "cdc.dll");

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "CdcFunctions.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
        }

        return directory.FullName;
    }

    // …/tests/NAME/bin/Release/net10.0/
    private static string BuildConfiguration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
