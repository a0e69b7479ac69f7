using System.CommandLine;

namespace CdcFunctions.Host.Commands;

/// <summary><c>cdc migrate</c>: the schema <c>cdc</c>, created or brought up to date.</summary>
internal static class MigrateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(IHostActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("migrate", "Create the schema cdc in PostgreSQL, or bring it up to date"),
            async (session, _, cancellation) =>
            {
                var applied = await actions.MigrateAsync(session.Load(), cancellation);
                if (session.IsJson)
                {
                    session.Write(new { ok = true, applied });
                    return ExitCode.Done;
                }

                foreach (var version in applied)
                {
                    session.Out.WriteLine($"Applied {version}");
                }

                session.Out.WriteLine(applied.Count == 0 ? "The schema cdc was up to date." : "The schema cdc is up to date.");
                return ExitCode.Done;
            });
}
