using System.CommandLine;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.History;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary><c>cdc schema apply</c>: runs what waits for a person.</summary>
internal static class SchemaApplyCommand
{
    private static readonly Argument<string?> Table = new("TABLE") { Description = "Only tasks of this target table", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<long[]> Ids = new("--task") { Description = "Only these tasks, by number", HelpName = "ID", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Print the SQL, run nothing" };

    private static readonly Option<bool> Offered = new("--offered") { Description = "Also run what is only offered, such as copying values to a column's new name" };

    /// <summary>The command.</summary>
    public static Command Create(ISchemaActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("apply", "Run the SQL that waits for a person, and let changes through") { Table, Ids, DryRun, Offered },
            async (session, parse, cancellation) =>
            {
                var options = session.Load();
                var ids = parse.GetValue(Ids) ?? [];
                string? table = null;
                if (parse.GetValue(Table) is { } named && (table = await TableArgument.ResolveAsync(actions, session, options, named, cancellation)) is null)
                {
                    return ExitCode.Failed;
                }

                var tasks = (await actions.PendingAsync(options, table, cancellation))
                    .Where(task => ids.Length > 0 ? ids.Contains(task.Id) : !task.IsOffered || parse.GetValue(Offered)).ToList();
                if (parse.GetValue(DryRun) || tasks.Count == 0)
                {
                    MigrationText.Print(session, tasks);
                    return ExitCode.Done;
                }

                return await RunAsync(actions, session, options, tasks, cancellation);
            });

    private static async Task<int> RunAsync(ISchemaActions actions, CommandSession session, CdcOptions options, List<MigrationTask> tasks, CancellationToken cancellation)
    {
        var results = new List<(MigrationTask Task, string? Error)>();
        foreach (var task in tasks)
        {
            var error = await actions.ApplyAsync(options, task, cancellation);
            results.Add((task, error));
            if (!session.IsJson)
            {
                session.Out.WriteLine($"{MigrationText.Head(task)}: {(error is null ? "done" : $"PostgreSQL said {error}; the task stays")}");
            }
        }

        var isDone = results.TrueForAll(static one => one.Error is null);
        if (session.IsJson)
        {
            session.Write(new { ok = isDone, tasks = results.Select(static one => new { id = one.Task.Id, table = one.Task.Table, statement = one.Task.Statement, error = one.Error }) });
        }

        return isDone ? ExitCode.Done : ExitCode.Failed;
    }
}
