using System.CommandLine;

namespace CdcFunctions.Host.Commands;

/// <summary><c>cdc demo</c>: the product at work, with a Kafka and a PostgreSQL of its own.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Keep = new("--keep") { Description = "Leave everything running, and print how to look around" };

    /// <summary>The command.</summary>
    public static Command Create(IHostActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("demo", "Apply recorded events of all three sources on servers of its own, and compare the rows with what they must be") { Keep },
            (session, parse, cancellation) => actions.DemoAsync(new DemoRequest(parse.GetValue(Keep)), session, cancellation));
}
