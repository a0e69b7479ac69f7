using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CdcFunctions.Support.Processes;

/// <summary>The built <c>cdc</c> as a child process: its output, its signals, its end.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ProcessOutput _output = new();

    private HostProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>True while it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>All lines of both outputs so far.</summary>
    public IReadOnlyList<string> Output => _output.Lines;

    /// <summary>Starts <c>cdc</c> with these arguments and variables, without the <c>CDC_</c> variables of the test run.</summary>
    public static HostProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        var start = new ProcessStartInfo(Path.GetFullPath(dotnet), [RepositoryFiles.Host, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CDC_", StringComparison.Ordinal) && name != "CDC_POSTGRES_BIN").ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new HostProcess(start);
    }

    /// <summary>Asks it to end in good order.</summary>
    public void Terminate() => Signal(PosixSignalNumber.Terminate);

    /// <summary>Ends it without a chance to clean up.</summary>
    public void Kill() => Signal(PosixSignalNumber.Kill);

    /// <summary>Freezes it.</summary>
    public void Pause() => Signal(PosixSignalNumber.Stop);

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal(PosixSignalNumber.Continue);

    /// <summary>Waits for its end and returns the exit code.</summary>
    /// <exception cref="TimeoutException">It still runs; the message holds its output.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan longest)
    {
        using var timeout = new CancellationTokenSource(longest);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"cdc still runs after {longest}. Its output: {_output}", late);
        }
    }

    /// <summary>Waits for a line and returns it; lines that have come already count.</summary>
    /// <exception cref="TimeoutException">It did not come; the message holds the output.</exception>
    public Task<string> WaitForLineAsync(Func<string, bool> isIt, TimeSpan longest) => _output.WaitAsync(isIt, longest);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (IsRunning)
        {
            _ = PosixSignalNumber.Send(Id, signal);
        }
    }
}
