using System.CommandLine;
using CdcFunctions.Postgres.DeadLetters;
using Spectre.Console;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary><c>cdc dlq list</c>: which dead letters there are, without their content.</summary>
internal static class DlqListCommand
{
    private const int Shown = 50;

    private const string Everything = "all";

    /// <summary>The command.</summary>
    public static Command Create(IDeadLetterActions actions, CommandRunner runner)
    {
        var filters = new DlqFilterOptions();
        var status = new Option<string?>("--status") { Description = "pending, failed-again, replayed, discarded or all. Default: the open ones, pending and failed-again", HelpName = "STATUS" };
        status.AcceptOnlyFromAmong([.. DeadLetterStatus.All, Everything]);
        var command = new Command("list", "List dead letters, without their content") { status };
        filters.AddTo(command);
        return runner.Bind(command, async (session, parse, cancellation) =>
        {
            var options = session.Load();
            var filter = filters.Filter(parse, options.Kafka.ConsumerGroup);
            filter = filter with { Limit = filter.Limit ?? Shown, Statuses = Statuses(parse.GetValue(status), filter) };
            Print(session, await actions.ListAsync(options, filter, cancellation));
            return ExitCode.Done;
        });
    }

    private static IReadOnlyList<string> Statuses(string? status, DeadLetterFilter filter) => status switch
    {
        Everything => DeadLetterStatus.All,
        null => filter.Ids is null ? DeadLetterStatus.Open : DeadLetterStatus.All,
        _ => [status],
    };

    private static void Print(CommandSession session, DeadLetterPage page)
    {
        if (session.IsJson)
        {
            session.Write(new { ok = true, total = page.Total, letters = page.Entries });
            return;
        }

        if (page.Total == 0)
        {
            session.Out.WriteLine("No dead letters.");
            return;
        }

        var table = new Table().Border(TableBorder.Ascii2);
        table.AddColumns("id", "status", "record", "table", "reason", "SQLSTATE", "tries", "parked (UTC)");
        foreach (var letter in page.Entries)
        {
            var cells = new[]
            {
                $"{letter.Id}", letter.Status, DlqText.Place(letter), letter.TargetTable ?? letter.SourceTable ?? "", letter.Reason, letter.SqlState ?? "", $"{letter.Attempts}", DlqText.Time(letter.CreatedAt),
            };
            table.AddRow(Array.ConvertAll(cells, Markup.Escape));
        }

        session.Console.Write(table);
        var rest = page.Total > page.Entries.Count ? $" of {page.Total}; --limit shows more" : "";
        session.Out.WriteLine(FormattableString.Invariant($"{page.Entries.Count} dead letters{rest}. cdc dlq show ID tells what to do about one."));
    }
}
