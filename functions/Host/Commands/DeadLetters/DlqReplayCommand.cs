using System.CommandLine;
using CdcFunctions.Postgres.DeadLetters.Replay;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary><c>cdc dlq replay</c>: dead letters, applied again after the cause was mended.</summary>
internal static class DlqReplayCommand
{
    /// <summary>The command.</summary>
    public static Command Create(IDeadLetterActions actions, CommandRunner runner)
    {
        var filters = new DlqFilterOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Try each batch and undo it: tells what would happen. Tables that would have to change count as failing" };
        var command = new Command("replay", "Apply open dead letters again: same path, same guards, older events never overwrite newer data") { dryRun };
        filters.AddTo(command);
        return runner.Bind(command, async (session, parse, cancellation) =>
        {
            var options = session.Load();
            var isDryRun = parse.GetValue(dryRun);
            var results = new List<ReplayResult>();
            var progress = new ReplayProgressBar(session);
            try
            {
                await progress.RunAsync(counted => actions.ReplayAsync(options, filters.Filter(parse, options.Kafka.ConsumerGroup), isDryRun, session, counted, cancellation), results.Add);
            }
            catch when (!session.IsJson && results.Count > 0)
            {
                // What was settled before the failure stands: say so.
                ReplayResults.Print(session.Out, results, isDryRun);
                throw;
            }

            return session.IsJson ? ReplayResults.Write(session, results, isDryRun) : ReplayResults.Print(session.Out, results, isDryRun);
        });
    }
}
