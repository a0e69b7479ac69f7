namespace CdcFunctions.Support.Processes;

/// <summary>Lines of a running process, and waiting for one of them.</summary>
internal sealed class ProcessOutput
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = NewSignal();

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Takes a line; null is the end.</summary>
    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _lines.Add(line);
            _more.TrySetResult();
        }
    }

    /// <summary>Waits for a line.</summary>
    public async Task<string> WaitAsync(Func<string, bool> isIt, TimeSpan longest)
    {
        using var timeout = new CancellationTokenSource(longest);
        for (var seen = 0; ;)
        {
            Task more;
            string? found;
            lock (_gate)
            {
                found = _lines.Skip(seen).FirstOrDefault(isIt);
                seen = _lines.Count;
                _more = _more.Task.IsCompleted ? NewSignal() : _more;
                more = _more.Task;
            }

            if (found is not null)
            {
                return found;
            }

            try
            {
                await more.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException late)
            {
                throw new TimeoutException($"The awaited line did not come within {longest}. The output: {this}", late);
            }
        }
    }

    /// <inheritdoc />
    public override string ToString() => string.Join('\n', Lines.TakeLast(60));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
