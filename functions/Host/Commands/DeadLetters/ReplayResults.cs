using CdcFunctions.Postgres.DeadLetters.Replay;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>Prints what a replay did, record by record.</summary>
internal static class ReplayResults
{
    private static readonly (ReplayOutcome Outcome, string Words)[] Words =
    [
        (ReplayOutcome.Applied, "applied"),
        (ReplayOutcome.Superseded, "superseded by newer data"),
        (ReplayOutcome.NothingToApply, "had nothing to apply"),
        (ReplayOutcome.FailedAgain, "failed again"),
        (ReplayOutcome.SettledElsewhere, "settled elsewhere meanwhile"),
    ];

    /// <summary>As lines; returns the exit code.</summary>
    public static int Print(TextWriter output, List<ReplayResult> results, bool isDryRun)
    {
        foreach (var result in results)
        {
            output.WriteLine(Line(result));
        }

        var counts = Words.Select(word => (Count: results.Count(result => result.Outcome == word.Outcome), word.Words)).Where(count => count.Count > 0).ToList();
        var summary = counts.Count == 0 ? "No open dead letters are meant." : $"{string.Join(", ", counts.Select(count => $"{count.Count} {count.Words}"))}.";
        output.WriteLine(isDryRun ? $"Dry run, nothing was changed: {summary}" : summary);
        return Code(results);
    }

    /// <summary>As one object; returns the exit code.</summary>
    public static int Write(CommandSession session, List<ReplayResult> results, bool isDryRun)
    {
        int Count(ReplayOutcome outcome) => results.Count(result => result.Outcome == outcome);
        session.Write(new
        {
            ok = Code(results) == ExitCode.Done,
            dryRun = isDryRun,
            applied = Count(ReplayOutcome.Applied),
            superseded = Count(ReplayOutcome.Superseded),
            nothingToApply = Count(ReplayOutcome.NothingToApply),
            failedAgain = Count(ReplayOutcome.FailedAgain),
            settledElsewhere = Count(ReplayOutcome.SettledElsewhere),
            results,
        });
        return Code(results);
    }

    private static int Code(List<ReplayResult> results) => results.Exists(result => result.Outcome == ReplayOutcome.FailedAgain) ? ExitCode.Failed : ExitCode.Done;

    private static string Line(ReplayResult result)
    {
        var words = Array.Find(Words, word => word.Outcome == result.Outcome).Words;
        var head = $"{result.Id} {words}: {DlqText.Place(result.Topic, result.Partition, result.Offset)}{(result.Table is null ? "" : $" to {result.Table}")}";
        return result.Reason is null ? head : $"{head}: {result.Reason}. {result.Message} {result.Remedy}";
    }
}
