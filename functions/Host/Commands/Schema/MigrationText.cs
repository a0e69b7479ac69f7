using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Postgres.Schema.History;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary>Prints tasks that wait for a person.</summary>
internal static class MigrationText
{
    /// <summary>All of them, each with the SQL as it would be run.</summary>
    public static void Print(CommandSession session, IReadOnlyList<MigrationTask> tasks)
    {
        if (session.IsJson)
        {
            session.Write(new { ok = true, tasks });
            return;
        }

        foreach (var task in tasks)
        {
            session.Out.WriteLine(Head(task));
            session.Out.WriteLine($"  since {DlqText.Time(task.CreatedAt)} UTC: {task.Reason}{(task.Error is null ? "" : $"; tried, PostgreSQL said {task.Error}")}");
            foreach (var line in task.Statement.Split('\n'))
            {
                session.Out.WriteLine($"    {line}");
            }
        }

        session.Out.WriteLine(tasks.Count == 0 ? "Nothing waits for a person." : $"{tasks.Count} {(tasks.Count == 1 ? "task" : "tasks")}. cdc schema apply runs them.");
    }

    /// <summary>A task in one line.</summary>
    public static string Head(MigrationTask task) => FormattableString.Invariant($"{task.Id} {task.Table}: {task.Kind} {task.Detail}");
}
