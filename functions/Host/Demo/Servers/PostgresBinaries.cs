using System.Globalization;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>Finds the directory with PostgreSQL's server programs (<c>initdb</c>, <c>postgres</c>) on this machine.</summary>
internal static class PostgresBinaries
{
    /// <summary>Environment variable that names the directory and is asked first.</summary>
    public const string Variable = "CDC_POSTGRES_BIN";

    /// <summary>The directory to use.</summary>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="root">Root of the file system; another one in tests.</param>
    /// <exception cref="PrivateServerException">No directory holds both programs.</exception>
    public static string Find(Func<string, string?> environment, string root = "/")
    {
        if (environment(Variable) is { Length: > 0 } named)
        {
            return HoldsServer(named)
                ? named
                : throw new PrivateServerException($"{Variable} is \"{named}\", which holds no initdb and postgres. Set it to the directory with PostgreSQL's server programs, or unset it.");
        }

        return Candidates(environment, root).FirstOrDefault(HoldsServer)
            ?? throw new PrivateServerException(
                "PostgreSQL's server programs (initdb, postgres) are not installed here. Install them (Debian, Ubuntu: apt-get install postgresql; "
                + $"Fedora: dnf install postgresql-server; macOS: brew install postgresql), or set {Variable} to their directory.");
    }

    private static IEnumerable<string> Candidates(Func<string, string?> environment, string root)
    {
        var path = (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (path.Select(directory => Path.Combine(directory, "pg_config")).FirstOrDefault(File.Exists) is { } configProgram
            && ChildProcess.Read(configProgram, "--bindir") is { } configured)
        {
            yield return configured;
        }

        foreach (var directory in Newest(Path.Combine(root, "usr/lib/postgresql"), "*")
            .Concat(Newest(Path.Combine(root, "usr"), "pgsql-*"))
            .Concat(Newest(Path.Combine(root, "opt/homebrew/opt"), "postgresql*"))
            .Concat(Newest(Path.Combine(root, "usr/local/opt"), "postgresql*")))
        {
            yield return Path.Combine(directory, "bin");
        }

        foreach (var directory in path)
        {
            yield return directory;
        }
    }

    private static IOrderedEnumerable<string> Newest(string parent, string pattern)
        => (Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : []).OrderByDescending(Version);

    private static double Version(string directory)
    {
        var digits = new string([.. Path.GetFileName(directory).SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.')]);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    private static bool HoldsServer(string directory)
        => File.Exists(Path.Combine(directory, "initdb")) && File.Exists(Path.Combine(directory, "postgres"));
}
