using System.CommandLine;
using CdcFunctions.Host.Commands.DeadLetters;
using CdcFunctions.Postgres.Schema.History;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary><c>cdc schema history</c>: every change of one table.</summary>
internal static class SchemaHistoryCommand
{
    private static readonly Argument<string> Table = new("TABLE") { Description = "Target table, schema.name or the name alone" };

    /// <summary>The command.</summary>
    public static Command Create(ISchemaActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("history", "Show every change of a target table: what, why, and the event that showed it") { Table },
            async (session, parse, cancellation) =>
            {
                var options = session.Load();
                if (await TableArgument.ResolveAsync(actions, session, options, parse.GetRequiredValue(Table), cancellation) is not { } table)
                {
                    return ExitCode.Failed;
                }

                var versions = await actions.HistoryAsync(options, table, cancellation);
                if (session.IsJson)
                {
                    session.Write(new { ok = true, table, versions });
                    return ExitCode.Done;
                }

                session.Out.WriteLine(table);
                foreach (var version in versions)
                {
                    Print(session.Out, version);
                }

                return ExitCode.Done;
            });

    private static void Print(TextWriter output, SchemaVersion version)
    {
        var head = FormattableString.Invariant($"{version.Version,4}  {DlqText.Time(version.ChangedAt)} UTC  {version.Action} {version.Detail}").TrimEnd();
        output.WriteLine($"{head}  [{version.Status}{(version.Policy is null ? "" : $" by {version.Policy}")}]");
        if (version is { Topic: { } topic, Partition: { } partition, Offset: { } offset })
        {
            output.WriteLine($"      shown by {DlqText.Place(topic, partition, offset)}{(version.SourceTable is null ? "" : $" of {version.SourceTable}")}");
        }

        foreach (var line in version.Statement?.Split('\n') ?? [])
        {
            output.WriteLine($"      {line}");
        }
    }
}
