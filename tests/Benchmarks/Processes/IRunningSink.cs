namespace CdcFunctions.Benchmarks.Processes;

/// <summary>A sink that runs as a process of its own; disposing stops it.</summary>
internal interface IRunningSink : IAsyncDisposable
{
    /// <summary>Process id, for its processor time and memory.</summary>
    int Id { get; }
}
