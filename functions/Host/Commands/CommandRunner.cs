using System.CommandLine;
using CdcFunctions.Host.Commands.Failures;
using CdcFunctions.Host.Commands.Output;

namespace CdcFunctions.Host.Commands;

/// <summary>Runs a command's body and turns whatever it throws into one clear message and an exit code.</summary>
internal sealed class CommandRunner(CommandSurroundings surroundings)
{
    /// <summary>Gives a command its body.</summary>
    public Command Bind(Command command, Func<CommandSession, ParseResult, CancellationToken, Task<int>> body)
    {
        command.SetAction((parse, cancellation) => RunAsync(parse, body, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, Func<CommandSession, ParseResult, CancellationToken, Task<int>> body, CancellationToken cancellation)
    {
        CommandSession? session = null;
        try
        {
            session = Session(parse);
            return await body(session, parse, cancellation);
        }
        catch (Exception failure)
        {
            var report = new FailureReport(surroundings, parse.GetValue(GlobalOptions.Json), parse.GetValue(GlobalOptions.Verbose));
            return report.Print(failure, session?.Context ?? FailureContext.None);
        }
    }

    private CommandSession Session(ParseResult parse)
    {
        var isVerbose = parse.GetValue(GlobalOptions.Verbose);
        var log = LogOptions.From(parse.GetValue(GlobalOptions.LogLevel), parse.GetValue(GlobalOptions.LogFormat), isVerbose, surroundings.Environment);
        return new CommandSession(surroundings, parse.GetValue(GlobalOptions.Config), parse.GetValue(GlobalOptions.Json), isVerbose, log);
    }
}
