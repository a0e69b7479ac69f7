using System.Globalization;
using System.Text;

namespace CdcFunctions.Postgres.Failures;

/// <summary>Prints <c>docs/failures.md</c> from the table that decides.</summary>
public static class FailurePage
{
    private const string Head =
        """
        # Failures of PostgreSQL

        What each failure means and what is done about it. This page is printed from the table that decides (`shared/Postgres/Failures/FailureRules.cs`).

        - **Wait**: an outage. Batches are tried again after 1, 2, 4 … 60 s, varied by a fifth so that lanes do not come back all at once; nothing is lost, no partition moves, `/healthz/ready` is 503 and says why.
          After five failures in a row the breaker opens: nobody calls PostgreSQL for 60 s, then one batch tries. Meanwhile the host looks every second for the sign named here; when it sees it, all goes on at once.
        - **Retry**: passes by itself, and concerns this batch only: the same waits, without the breaker.
        - **Park**: a row does not fit. Good rows are applied, each bad one is one [dead letter](dead-letters.md).
        - **LookAgain**: the table is read again from the catalog, then the batch is tried again.
        - **LetGo**: the partition belongs to another worker.
        - **Stop**: the lane stops loudly; nothing is skipped.

        A PostgreSQL that accepts connections and never answers is an outage too: a statement is given up after `postgres.commandTimeout`, a connection after 10 s.

        With `postgres.outage: { deadLetterAfter: 5m }` a batch that has met Wait or Retry for that long, without one success in its partition, goes to the dead letters as soon as they can be written. The dead
        letters stand in PostgreSQL: while it is away altogether nothing can be parked, and once it is back the batch is tried first. The option is for a table that stays locked or forbidden while others must go on.


        """;

    /// <summary>The page, in Markdown with line feeds.</summary>
    public static string Print()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n"));
        page.Append("| SQLSTATE | what has happened | what is done | sign that it is over | what you can do |\n|---|---|---|---|---|\n");
        foreach (var rule in FailureRules.BySqlState)
        {
            Append(page, rule.IsClass ? $"{rule.Code}*" : rule.Code, rule);
        }

        page.Append("\n| exception | what has happened | what is done | sign that it is over | what you can do |\n|---|---|---|---|---|\n");
        foreach (var rule in FailureRules.ByException.Append(FailureRules.Other))
        {
            Append(page, rule.Code, rule);
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, string code, FailureRule rule)
    {
        var done = rule.Reason is null ? $"{rule.Action}" : $"{rule.Action}, reason `{rule.Reason}`";
        page.Append(CultureInfo.InvariantCulture, $"| {code} | {rule.Meaning} | {done} | {Sign(rule)} | {rule.Remedy} |\n");
    }

    private static string Sign(FailureRule rule) => (rule.Action, rule.Sign) switch
    {
        (not FailureAction.Wait, _) => "",
        (_, RecoverySign.Answer) => "a connection answers",
        (_, RecoverySign.Writable) => "a connection may write",
        _ => "a batch succeeds",
    };
}
