using System.CommandLine;

namespace CdcFunctions.Host.Commands;

/// <summary><c>cdc invoke</c>: one function, once; for CronJobs.</summary>
internal static class InvokeCommand
{
    private static readonly Argument<string> Function = new("FUNCTION") { Description = "Name of the function, as in [Function(…)]" };

    /// <summary>The command.</summary>
    public static Command Create(IHostActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("invoke", "Run one function once, and exit 1 when it fails") { Function },
            (session, parse, cancellation) => actions.InvokeAsync(session.Load(), parse.GetRequiredValue(Function), session, cancellation));
}
