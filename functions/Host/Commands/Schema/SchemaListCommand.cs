using System.CommandLine;
using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Postgres.Schema.History;
using Spectre.Console;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary><c>cdc schema list</c>: the tables and their newest change, or the tasks that wait.</summary>
internal static class SchemaListCommand
{
    private static readonly Option<bool> Pending = new("--pending") { Description = "Show the SQL that waits for a person instead" };

    /// <summary>The command.</summary>
    public static Command Create(ISchemaActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("list", "List target tables with their newest change, or what waits for a person") { Pending },
            async (session, parse, cancellation) =>
            {
                var options = session.Load();
                if (parse.GetValue(Pending))
                {
                    MigrationText.Print(session, await actions.PendingAsync(options, null, cancellation));
                }
                else
                {
                    Print(session, await actions.TablesAsync(options, null, cancellation));
                }

                return ExitCode.Done;
            });

    private static void Print(CommandSession session, IReadOnlyList<SchemaTable> tables)
    {
        if (session.IsJson)
        {
            session.Write(new { ok = true, tables });
            return;
        }

        if (tables.Count == 0)
        {
            session.Out.WriteLine("No target table has a history yet.");
            return;
        }

        var table = new Table().Border(TableBorder.Ascii2).AddColumns("table", "version", "last change", "what", "status", "at (UTC)", "tasks");
        foreach (var one in tables)
        {
            string[] cells = [one.Table, $"{one.Version}", one.Action, one.Detail ?? "", one.Status, DlqText.Time(one.ChangedAt), one.PendingTasks == 0 ? "" : $"{one.PendingTasks}"];
            table.AddRow(Array.ConvertAll(cells, Markup.Escape));
        }

        session.Console.Write(table);
        if (tables.Any(static one => one.PendingTasks > 0))
        {
            session.Out.WriteLine("Tasks wait for a person: cdc schema list --pending.");
        }
    }
}
