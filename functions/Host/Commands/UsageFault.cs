using System.CommandLine;
using CdcFunctions.Host.Commands.Output;

namespace CdcFunctions.Host.Commands;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageFault
{
    /// <summary>Prints every fault; returns the exit code.</summary>
    public static int Print(ParseResult parse, CommandSurroundings surroundings)
    {
        var path = PathOf(parse.CommandResult.Command);
        var faults = Faults(parse).ToList();
        if (parse.Tokens.Any(token => token.Value is "--json"))
        {
            JsonOutput.Write(surroundings.Out, new { ok = false, exitCode = ExitCode.BadUsage, error = string.Join(' ', faults), remedy = $"See {path} --help" });
            return ExitCode.BadUsage;
        }

        foreach (var fault in faults)
        {
            surroundings.Error.WriteLine(fault);
        }

        surroundings.Error.WriteLine($"See {path} --help");
        return ExitCode.BadUsage;
    }

    private static IEnumerable<string> Faults(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parse.UnmatchedTokens.Count == 0 && parse.Errors.Count == 1)
        {
            return [$"Say which command: {string.Join(", ", command.Subcommands.Select(known => known.Name))}."];
        }

        var unknown = parse.UnmatchedTokens.Select(token => Unknown(token, command));
        return parse.UnmatchedTokens.Count > 0 ? unknown : parse.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Says that the command does not know a word, and which one was probably meant.</summary>
    public static string Unknown(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        var known = isOption
            ? command.Options.Concat(GlobalOptions.All).SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal))
            : command.Subcommands.Select(subcommand => subcommand.Name);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"Unknown {kind} {token}. {Suggestion.Sentence(token, known)}".TrimEnd();
    }

    private static string PathOf(Command command)
        => command is RootCommand ? "cdc" : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}";
}
