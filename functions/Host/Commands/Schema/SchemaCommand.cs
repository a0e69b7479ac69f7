using System.CommandLine;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary><c>cdc schema</c>: how target tables have changed, and what waits for a person.</summary>
internal static class SchemaCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(ISchemaActions actions, CommandRunner runner)
        => new("schema", "Show how target tables have changed, and run what waits for a person")
        {
            SchemaListCommand.Create(actions, runner),
            SchemaHistoryCommand.Create(actions, runner),
            SchemaAtCommand.Create(actions, runner),
            SchemaApplyCommand.Create(actions, runner),
        };
}
