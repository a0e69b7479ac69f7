using System.CommandLine;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary><c>cdc dlq</c>: the events that could not be applied.</summary>
internal static class DlqCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(IDeadLetterActions actions, CommandRunner runner)
        => new("dlq", "List, show, replay or discard dead letters: events that could not be applied")
        {
            DlqListCommand.Create(actions, runner),
            DlqShowCommand.Create(actions, runner),
            DlqReplayCommand.Create(actions, runner),
            DlqDiscardCommand.Create(actions, runner),
        };
}
