using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Host.Commands.Schema;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Commands;

/// <summary>What the commands set in motion. They read arguments and print; this does the work.</summary>
/// <remarks>An action throws when it fails; the command line says why and what to do (<see cref="Failures.Diagnosis"/>).</remarks>
public interface IHostActions
{
    /// <summary>What <c>cdc dlq</c> sets in motion.</summary>
    IDeadLetterActions DeadLetters { get; }

    /// <summary>What <c>cdc schema</c> sets in motion.</summary>
    ISchemaActions Schema { get; }

    /// <summary>Runs the host until <paramref name="cancellation"/>, then drains; returns the exit code.</summary>
    Task<int> RunAsync(CdcOptions options, CommandSession session, CancellationToken cancellation);

    /// <summary>Shows the product at work on servers of its own; returns the exit code.</summary>
    Task<int> DemoAsync(DemoRequest request, CommandSession session, CancellationToken cancellation);

    /// <summary>Applies recorded events as if consumed; returns the exit code.</summary>
    Task<int> ReplayAsync(CdcOptions options, ReplayRequest request, CommandSession session, CancellationToken cancellation);

    /// <summary>Runs one function once; returns the exit code.</summary>
    /// <exception cref="UnknownFunctionException">There is no such function.</exception>
    Task<int> InvokeAsync(CdcOptions options, string function, CommandSession session, CancellationToken cancellation);

    /// <summary>Creates or updates the schema <c>cdc</c>; returns the versions applied now.</summary>
    Task<IReadOnlyList<string>> MigrateAsync(CdcOptions options, CancellationToken cancellation);

    /// <summary>Connects to everything the configuration names and tells what works.</summary>
    Task<IReadOnlyList<ConnectionFinding>> ConnectAsync(CdcOptions options, CancellationToken cancellation);
}
