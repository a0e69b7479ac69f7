using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CdcFunctions.Support.Kafka;

/// <summary>A broker from a parts folder's <c>kafka.sh</c>, for the time of the test run.</summary>
internal static class KafkaPart
{
    // The shell outlives us if we are killed: its input closes, and it stops the broker and removes its data.
    private const string Guard = """
        "$1" start --port "$2" --dir "$3" || exit 1
        echo started
        read -r word
        "$1" wipe --dir "$3"
        """;

    // Held for the life of the process: its input is the sign that we live.
    private static Process? _guard;

    /// <summary>True when the folder has a broker and the machine has Java to run it.</summary>
    public static bool IsHere(string parts)
        => File.Exists(Script(parts)) && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(directory => File.Exists(Path.Combine(directory, "java")));

    /// <summary>Starts it on free ports and returns its address.</summary>
    public static async Task<string> StartAsync(string parts)
    {
        var port = FreePorts();
        var directory = Path.Combine(Path.GetTempPath(), $"cdc-kafka-{Environment.ProcessId}");
        var start = new ProcessStartInfo("/bin/bash", ["-c", Guard, "bash", Script(parts), $"{port}", directory])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _guard = Process.Start(start)!;
        var said = new List<string>();
        while (await _guard.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "started")
            {
                return $"127.0.0.1:{port}";
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"{Script(parts)} did not start a broker: {string.Join('\n', said)}");
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
