using CdcFunctions.Postgres.Rules.Explain;
using Spectre.Console;

namespace CdcFunctions.Host.Commands.Output;

/// <summary>Prints what rules do to sample events.</summary>
internal static class ExplanationText
{
    /// <summary>For a person: a sentence an event, and a table of its columns.</summary>
    public static void Print(CommandSession session, EventExplanation explanation)
    {
        var place = $"{explanation.Topic}/{explanation.Partition}@{explanation.Offset}";
        var way = explanation.Table is null ? "" : explanation.Target is null ? $" {explanation.Table}" : $" {explanation.Table} -> {explanation.Target}";
        session.Console.WriteLine($"{place}{way}: {explanation.Outcome}");
        if (explanation.Columns.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Ascii2).AddColumns("column", "in the event", "rules", "target column", "in the target");
        foreach (var column in explanation.Columns)
        {
            table.AddRow(new Text(column.Column), new Text(column.Before ?? "-"), new Text(column.Rules), new Text(column.Target ?? "-"), new Text(column.After ?? "-"));
        }

        session.Console.Write(table);
    }
}
