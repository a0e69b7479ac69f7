using System.CommandLine;

namespace CdcFunctions.Host.Commands;

/// <summary><c>cdc run</c>: the host.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(IHostActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("run", "Run the host: consume, apply, serve health until SIGTERM, then drain"),
            (session, _, cancellation) => actions.RunAsync(session.Load(), session, cancellation));
}
