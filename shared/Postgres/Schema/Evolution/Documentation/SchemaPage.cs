using System.Globalization;
using System.Text;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Schema.Evolution.Documentation;

/// <summary>Prints <c>docs/schema-changes.md</c> from the code that decides.</summary>
internal static class SchemaPage
{
    /// <summary>The whole page.</summary>
    public static string Print()
    {
        var page = new StringBuilder(SchemaPageText.Head);
        page.Append("\n## What each policy does\n\n").Append(SchemaPageText.Policies).Append('\n');
        Table(page, canAlter: true, Enum.GetValues<SchemaChangePolicy>());
        page.Append("\nWhen the role may not alter the table:\n\n");
        Table(page, canAlter: false, [SchemaChangePolicy.Evolve, SchemaChangePolicy.Try, SchemaChangePolicy.Lenient]);
        page.Append('\n').Append(SchemaPageText.Widenings).Append('\n');
        page.Append("| From | To | When | PostgreSQL writes the table anew |\n|---|---|---|---|\n");
        foreach (var rule in WideningMatrix.Rules)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {rule.From} | {rule.To} | {rule.Condition} | {(rule.Rewrites ? "yes" : "no")} |\n");
        }

        return page.Append('\n').Append(SchemaPageText.Tail).ToString().ReplaceLineEndings("\n");
    }

    private static void Table(StringBuilder page, bool canAlter, SchemaChangePolicy[] policies)
    {
        page.Append("| Change | Kind |").AppendJoin("", policies.Select(static policy => $" `{Word(policy)}` |")).Append("\n|---|---|").Insert(page.Length, "---|", policies.Length).Append('\n');
        foreach (var example in ExampleChanges.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {example.Words} | `{Word(example.Kind)}` |");
            page.AppendJoin("", policies.Select(policy => $" {Cell(example.Step(policy, canAlter))} |")).Append('\n');
        }
    }

    private static string Cell(SchemaStep step) => (step.Outcome, step.Effect) switch
    {
        (SchemaOutcome.Applied, _) => "done",
        (SchemaOutcome.Kept, RowEffect.LeaveOut) => "kept, column left out",
        (SchemaOutcome.Kept, _) => "kept",
        (SchemaOutcome.Ignored, RowEffect.LeaveOut) => "column left out",
        (SchemaOutcome.Ignored, _) => "kept, reported",
        (SchemaOutcome.Pending, RowEffect.Wait) => "task, rows wait",
        (SchemaOutcome.Pending, RowEffect.DeadLetter) => "task, dead letters",
        (SchemaOutcome.Pending, RowEffect.LeaveOut) => "task, column left out",
        (SchemaOutcome.Pending, _) => "task, rows go on",
        (_, RowEffect.Wait) => "table pauses",
        _ => "reported",
    };

    private static string Word<T>(T value)
        where T : struct, Enum
        => value.ToString() is var word ? char.ToLowerInvariant(word[0]) + word[1..] : "";
}
