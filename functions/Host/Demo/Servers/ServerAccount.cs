using System.Diagnostics;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>The account a private server runs under: ours, or an unprivileged one when we are root, which PostgreSQL refuses.</summary>
internal sealed class ServerAccount
{
    private ServerAccount(string? other) => Other = other;

    /// <summary>The account to change to; null when we stay ourselves.</summary>
    public string? Other { get; }

    /// <summary>Directory of our own for clusters and templates; one per account.</summary>
    public string Directory
        => Path.Combine(Other is null ? Path.GetTempPath() : "/tmp", $"cdcfunctions-{Other ?? Environment.UserName}");

    /// <summary>Chooses the account.</summary>
    /// <exception cref="PrivateServerException">We are root and there is neither <c>postgres</c> nor <c>nobody</c>.</exception>
    public static ServerAccount Choose()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PrivateServerException("A private PostgreSQL needs Linux or macOS. Use a server of your own, or Docker.");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return new ServerAccount(Array.Find(["postgres", "nobody"], accounts.Contains)
            ?? throw new PrivateServerException("PostgreSQL does not run as root, and this machine has no account postgres or nobody. Add one (useradd --system postgres) or run as another user."));
    }

    /// <summary>A shell script that runs under the account, in English, without our PostgreSQL variables.</summary>
    public ProcessStartInfo Shell(string script, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", .. arguments]) { WorkingDirectory = "/" };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["HOME"] = "/";
        if (Other is not null)
        {
            start.UserName = Other;
        }

        return start;
    }
}
