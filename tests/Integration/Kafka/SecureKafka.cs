using System.Diagnostics;

namespace CdcFunctions.Integration.Kafka;

/// <summary>A broker from the parts folder with its secure listeners, for the tests of one class.</summary>
public sealed class SecureKafka : IAsyncLifetime
{
    // Away from the ports that the system gives out by itself; the controller listens 1000 above.
    private readonly int _port = 20_000 + (Environment.ProcessId % 10_000);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"cdc-secure-kafka-{Environment.ProcessId}");
    private bool _isStarted;

    public string Plain => $"127.0.0.1:{_port}";

    public string SaslPlaintext => $"127.0.0.1:{_port + 10}";

    public string SaslSsl => $"127.0.0.1:{_port + 20}";

    public string Ssl => $"127.0.0.1:{_port + 30}";

    public string Tls => Path.Combine(_directory, "tls");

    /// <summary>Starts it on first use.</summary>
    public async Task RequireAsync()
    {
        var script = Script();
        Skip.If(script is null, "no secure Kafka: set CDC_PARTS to a folder with kafka/kafka.sh");
        if (!_isStarted)
        {
            await RunAsync(script!, "start", "--port", $"{_port}", "--dir", _directory, "--secure");
            _isStarted = true;
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _isStarted ? RunAsync(Script()!, "wipe", "--dir", _directory) : Task.CompletedTask;

    private static string? Script()
        => Environment.GetEnvironmentVariable("CDC_PARTS") is { Length: > 0 } parts && File.Exists(Path.Combine(parts, "kafka", "kafka.sh"))
            ? Path.GetFullPath(Path.Combine(parts, "kafka", "kafka.sh"))
            : null;

    // Its output goes nowhere: a server that inherits a pipe would keep this process waiting for its end.
    private static async Task RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "bash", script, .. arguments]) { UseShellExecute = false };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
