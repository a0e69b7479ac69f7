using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CdcFunctions.Support.Kafka;

/// <summary>A broker from a parts folder's <c>kafka.sh</c>, for the time of the test run at most.</summary>
internal sealed class KafkaPart : IAsyncDisposable
{
    // The shell outlives us if we are killed: its input closes, and it stops the broker and removes its data.
    private const string Guard = """
        "$1" start --port "$2" --dir "$3" "${@:4}" || exit 1
        echo started
        read -r word
        "$1" wipe --dir "$3"
        """;

    private static int _count;

    private readonly string _script;
    private readonly string _directory;

    // Held for as long as the broker should live: its input is the sign that we do.
    private readonly Process _guard;

    private KafkaPart(string script, string directory, int port, Process guard)
        => (_script, _directory, Address, _guard) = (script, directory, $"127.0.0.1:{port}", guard);

    /// <summary>Address for clients.</summary>
    public string Address { get; }

    /// <summary>True when the folder has a broker and the machine has Java to run it.</summary>
    public static bool IsHere(string parts)
        => File.Exists(Script(parts)) && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, "java")));

    /// <summary>Starts it on free ports.</summary>
    /// <param name="parts">The folder.</param>
    /// <param name="properties">Properties of the server, made for its port.</param>
    public static async Task<KafkaPart> StartAsync(string parts, Func<int, IEnumerable<string>>? properties = null)
    {
        var (script, port) = (Script(parts), FreePorts());
        var directory = Path.Combine(Path.GetTempPath(), $"cdc-kafka-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        var guard = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", Guard, "bash", script, $"{port}", directory, .. (properties?.Invoke(port) ?? []).SelectMany(property => new[] { "--set", property })])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var said = new List<string>();
        while (await guard.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "started")
            {
                return new KafkaPart(script, directory, port, guard);
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"{script} did not start a broker: {string.Join('\n', said)}");
    }

    /// <summary>Runs a command of the script on this broker.</summary>
    public async Task RunAsync(string command)
    {
        using var run = Process.Start(new ProcessStartInfo(_script, [command, "--dir", _directory]) { UseShellExecute = false })!;
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{_script} {command} ended with exit code {run.ExitCode}.");
        }
    }

    /// <summary>Stops the broker and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    private static string Script(string parts) => Path.Combine(Path.GetFullPath(parts), "kafka", "kafka.sh");

    // The controller listens 1000 above.
    private static int FreePorts()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (port < 60_000 && IsFree(port + 1000))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
