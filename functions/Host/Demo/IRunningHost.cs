using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Host.Demo;

/// <summary>A host that runs inside this process; disposing drains and stops it.</summary>
public interface IRunningHost : IAsyncDisposable
{
    /// <summary>Where health and the list of functions are served; null when the host has no web server.</summary>
    Uri? Address { get; }

    /// <summary>What became of every record so far.</summary>
    ApplyTally Tally { get; }

    /// <summary>Ends when the host ends; faulted with the reason when it ended by itself.</summary>
    Task Completion { get; }
}
