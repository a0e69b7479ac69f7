using System.CommandLine;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary><c>cdc dlq show</c>: one dead letter, with its content only when asked for.</summary>
internal static class DlqShowCommand
{
    private static readonly Argument<long> Id = new("ID") { Description = "Number of the letter" };

    private static readonly Option<bool> Payload = new("--payload")
    {
        Description = "Print key, value and headers too. They may hold personal data: mind where the output goes",
    };

    /// <summary>The command.</summary>
    public static Command Create(IDeadLetterActions actions, CommandRunner runner)
        => runner.Bind(
            new Command("show", "Show one dead letter: what was wrong and what to do") { Id, Payload },
            async (session, parse, cancellation) =>
            {
                var id = parse.GetRequiredValue(Id);
                if (await actions.FindAsync(session.Load(), id, cancellation) is not { } letter)
                {
                    return NotFound(session, id);
                }

                var withPayload = parse.GetValue(Payload);
                if (session.IsJson)
                {
                    session.Write(new { ok = true, letter = letter.Entry, content = Sizes(letter), record = withPayload ? RecordLine.Of(letter) : null });
                }
                else
                {
                    Print(session.Out, letter, withPayload);
                }

                return ExitCode.Done;
            });

    private static int NotFound(CommandSession session, long id)
    {
        var message = FormattableString.Invariant($"There is no dead letter {id} of this consumer group.");
        if (session.IsJson)
        {
            session.Write(new { ok = false, exitCode = ExitCode.Failed, error = message, remedy = "cdc dlq list --status all shows them." });
        }
        else
        {
            session.Error.WriteLine($"{message} cdc dlq list --status all shows them.");
        }

        return ExitCode.Failed;
    }

    private static object Sizes(DeadLetterContent letter)
        => new { keyBytes = letter.Key?.Length, valueBytes = letter.Value?.Length, headers = letter.Headers.Select(header => header.Name) };

    private static void Print(TextWriter output, DeadLetterContent letter, bool withPayload)
    {
        var entry = letter.Entry;
        Line("letter", $"{entry.Id}, {entry.Status}{(entry.Resolution is null || entry.Resolution == entry.Status ? "" : $" ({entry.Resolution})")}");
        Line("record", $"{DlqText.Place(entry)}{(entry.RecordTime is { } time ? $", {DlqText.Time(time)} UTC" : "")}");
        Line("source", string.Join(", ", new[] { entry.Source, entry.SourceTable }.OfType<string>().DefaultIfEmpty("unknown")));
        Line("target", entry.TargetTable ?? "unknown");
        Line("reason", entry.SqlState is null ? entry.Reason : $"{entry.Reason} ({entry.SqlState})");
        Line("", entry.Message);
        Line("to do", entry.Remedy);
        Line("parked", $"{DlqText.Time(entry.CreatedAt)} UTC; {Tries(entry)}");
        Line("content", $"key {Size(letter.Key)}, value {Size(letter.Value)}, {letter.Headers.Count} headers{(withPayload ? "" : "; --payload prints them")}");
        if (!withPayload)
        {
            return;
        }

        Line("key", RecordLine.Text(letter.Key));
        Line("value", RecordLine.Text(letter.Value));
        foreach (var header in letter.Headers)
        {
            Line("header", $"{header.Name} = {RecordLine.Text(header.Value)}");
        }

        void Line(string name, string text) => output.WriteLine($"{name,-8} {text}");
    }

    private static string Size(byte[]? bytes) => bytes is null ? "none" : FormattableString.Invariant($"{bytes.Length} bytes");

    private static string Tries(DeadLetterEntry entry) => entry.LastAttemptAt is { } last
        ? FormattableString.Invariant($"replayed {entry.Attempts} times, last {DlqText.Time(last)} UTC")
        : "never replayed";
}
