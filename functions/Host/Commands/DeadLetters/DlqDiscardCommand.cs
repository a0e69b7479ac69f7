using System.CommandLine;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary><c>cdc dlq discard</c>: dead letters that nobody needs.</summary>
internal static class DlqDiscardCommand
{
    /// <summary>The command.</summary>
    public static Command Create(IDeadLetterActions actions, CommandRunner runner)
    {
        var filters = new DlqFilterOptions();
        var all = new Option<bool>("--all") { Description = "All open letters, when nothing else chooses" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Tell which, and change nothing" };
        var command = new Command("discard", "Mark open dead letters as not needed; retention deletes them later") { all, dryRun };
        filters.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!filters.IsChosen(result) && !result.GetValue(all))
            {
                result.AddError("Say which letters: numbers, or options such as --table and --reason, or --all.");
            }
        });
        return runner.Bind(command, async (session, parse, cancellation) =>
        {
            var options = session.Load();
            var filter = filters.Filter(parse, options.Kafka.ConsumerGroup);
            var isDryRun = parse.GetValue(dryRun);
            var letters = isDryRun ? (await actions.ListAsync(options, filter, cancellation)).Entries : await actions.DiscardAsync(options, filter, cancellation);
            if (session.IsJson)
            {
                session.Write(new { ok = true, dryRun = isDryRun, discarded = letters.Count, letters = letters.Select(letter => new { letter.Id, letter.Topic, letter.Partition, letter.Offset, letter.Reason }) });
                return ExitCode.Done;
            }

            foreach (var letter in letters)
            {
                session.Out.WriteLine($"{letter.Id} {(isDryRun ? "would be discarded" : "discarded")}: {DlqText.Place(letter)} ({letter.Reason})");
            }

            session.Out.WriteLine($"{letters.Count} dead letters {(isDryRun ? "would be discarded; nothing was changed" : "discarded")}.");
            return ExitCode.Done;
        });
    }
}
