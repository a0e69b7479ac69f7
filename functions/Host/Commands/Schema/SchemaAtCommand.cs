using System.CommandLine;
using CdcFunctions.Postgres.Schema.History;
using Spectre.Console;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary><c>cdc schema at</c>: the columns a table had after a change.</summary>
internal static class SchemaAtCommand
{
    private static readonly Argument<string> Table = new("TABLE") { Description = "Target table, schema.name or the name alone" };

    private static readonly Argument<int> Version = new("VERSION") { Description = "Number of the change, as cdc schema history shows it" };

    /// <summary>The command.</summary>
    public static Command Create(ISchemaActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("at", "Show the columns of a target table at a version") { Table, Version },
            async (session, parse, cancellation) =>
            {
                var options = session.Load();
                if (await TableArgument.ResolveAsync(actions, session, options, parse.GetRequiredValue(Table), cancellation) is not { } table)
                {
                    return ExitCode.Failed;
                }

                var number = parse.GetRequiredValue(Version);
                var versions = await actions.HistoryAsync(options, table, cancellation);
                if (versions.FirstOrDefault(one => one.Version == number) is not { } version)
                {
                    return Missing(session, table, number, versions.Count);
                }

                Print(session, version);
                return ExitCode.Done;
            });

    private static int Missing(CommandSession session, string table, int number, int newest)
    {
        var error = FormattableString.Invariant($"{table} has no version {number}; it has 1 to {newest}.");
        if (session.IsJson)
        {
            session.Write(new { ok = false, exitCode = ExitCode.Failed, error, remedy = "cdc schema history shows them." });
        }
        else
        {
            session.Error.WriteLine($"{error} cdc schema history {table} shows them.");
        }

        return ExitCode.Failed;
    }

    private static void Print(CommandSession session, SchemaVersion version)
    {
        if (session.IsJson)
        {
            session.Write(new { ok = true, table = version.Table, version = version.Version, columns = version.After });
            return;
        }

        session.Out.WriteLine(FormattableString.Invariant($"{version.Table} at version {version.Version}"));
        var table = new Table().Border(TableBorder.Ascii2).AddColumns("column", "type", "", "");
        foreach (var column in version.After)
        {
            string[] cells = [column.Name, column.Type, column.Nullable ? "" : "not null", column.Deprecated ? "deprecated" : ""];
            table.AddRow(Array.ConvertAll(cells, Markup.Escape));
        }

        session.Console.Write(table);
    }
}
