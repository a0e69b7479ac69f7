using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CdcFunctions.Host.Demo.Servers;

/// <summary>The files of one private cluster. A lock file, held while we live, tells later runs that it is in use.</summary>
internal sealed class ClusterDirectory : IDisposable
{
    private const string LockName = "in-use";
    private readonly FileStream _lock;

    private ClusterDirectory(string path)
    {
        Path = path;
        _lock = new FileStream(System.IO.Path.Combine(path, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Where it all lies; also holds the Unix socket.</summary>
    public string Path { get; }

    /// <summary>The server's data.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>The server's log.</summary>
    public string Log => System.IO.Path.Combine(Path, "log");

    private string PidFile => System.IO.Path.Combine(Data, "postmaster.pid");

    /// <summary>Makes a new cluster's files and removes those of runs that are gone.</summary>
    public static ClusterDirectory Create(ServerAccount account, string binaries)
    {
        RemoveStale(account.Directory);
        var version = ChildProcess.Read(System.IO.Path.Combine(binaries, "postgres"), "--version")
            ?? throw new PrivateServerException($"{binaries}/postgres does not run. Check that it fits this machine, or set {PostgresBinaries.Variable} to another directory.");
        var identity = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(binaries + version + ClusterScripts.Create)).AsSpan(0, 6));
        var path = System.IO.Path.Combine(account.Directory, "pg-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(4)));
        var template = System.IO.Path.Combine(account.Directory, "template-" + identity);
        var (code, output) = ChildProcess.Run(account.Shell(ClusterScripts.Create, [account.Directory, binaries, template, path]));
        return code == 0
            ? new ClusterDirectory(path)
            : throw new PrivateServerException($"A private PostgreSQL could not be prepared in {account.Directory}: {output.Trim()}");
    }

    /// <summary>The server's process id, or null while there is none.</summary>
    public int? ServerProcess => PidLines() is [var pid, ..] ? int.Parse(pid, CultureInfo.InvariantCulture) : null;

    /// <summary>True when the server accepts connections.</summary>
    public bool IsReady => PidLines() is { Length: >= 8 } lines && string.Equals(lines[7].Trim(), "ready", StringComparison.Ordinal);

    /// <summary>Last lines of the server's log, for an error message.</summary>
    public string LogTail()
        => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(8)) : "(no log)";

    /// <summary>Forgets a pid file that a killed server left.</summary>
    public void ForgetServer() => File.Delete(PidFile);

    /// <summary>Removes everything.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        Remove(Path);
    }

    private string[]? PidLines()
    {
        try
        {
            return File.ReadAllLines(PidFile);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void RemoveStale(string parent)
    {
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var path in Directory.GetDirectories(parent, "pg-*").Where(IsAbandoned))
        {
            if (StaleServer(path) is { } server)
            {
                ChildProcess.Signal(server, ChildProcess.Quit);
            }

            Remove(path);
        }
    }

    private static bool IsAbandoned(string path)
    {
        try
        {
            new FileStream(System.IO.Path.Combine(path, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // in use, just being made, or not ours to touch
        }
    }

    private static int? StaleServer(string path)
    {
        var pidFile = System.IO.Path.Combine(path, "data", "postmaster.pid");
        return File.Exists(pidFile) && File.ReadLines(pidFile).FirstOrDefault() is { } pid
            && ChildProcess.Read("ps", "-o", "args=", "-p", pid)?.Contains(path, StringComparison.Ordinal) == true
            ? int.Parse(pid, CultureInfo.InvariantCulture)
            : null;
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // The server's last process may still be leaving; the next run removes the rest.
        }
    }
}
