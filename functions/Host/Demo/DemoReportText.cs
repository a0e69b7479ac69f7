using System.Globalization;
using Spectre.Console;

namespace CdcFunctions.Host.Demo;

/// <summary>The report for a person.</summary>
internal static class DemoReportText
{
    /// <summary>Prints table, differences, dead letters and one closing line.</summary>
    public static void Write(IAnsiConsole console, DemoReport report)
    {
        console.Write(Table(console, report));
        foreach (var difference in report.Tables.Where(table => !table.Comparison.IsEqual).Select(table => table.Comparison.ToString()))
        {
            console.MarkupLineInterpolated($"[red]{difference}[/]");
        }

        foreach (var letter in report.DeadLetters)
        {
            console.MarkupLineInterpolated($"[yellow]dead letter[/] {letter}");
        }

        if (!report.IsComplete)
        {
            console.MarkupLine("[red]The time was up before all events were applied.[/]");
        }

        var counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Events:N0} events, {report.WithoutChange:N0} of them without a change, in {report.Elapsed.TotalSeconds:0.00} s ({report.EventsPerSecond:N0}/s)");
        console.MarkupLine(counts + (report.IsEqual ? ": [green]every table holds exactly the expected rows[/]." : ": [red]not as expected[/]."));
    }

    private static Table Table(IAnsiConsole console, DemoReport report)
    {
        var (yes, no) = console.Profile.Capabilities.Unicode ? ("✓", "✗") : ("yes", "NO");
        var table = new Table().Border(console.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii);
        table.AddColumns("source", "table");
        foreach (var heading in new[] { "events in", "rows now", "superseded", "deleted", "dead-lettered" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        table.AddColumn(new TableColumn("as expected").Centered());
        foreach (var line in report.Tables)
        {
            table.AddRow(
                Markup.Escape(line.Source),
                Markup.Escape(line.Table),
                Number(line.EventsIn),
                Number(line.Rows),
                Number(line.Superseded),
                Number(line.Deleted),
                Number(line.DeadLettered),
                line.Comparison.IsEqual ? $"[green]{yes}[/]" : $"[red]{no}[/]");
        }

        return table;
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
