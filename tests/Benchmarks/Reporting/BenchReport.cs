using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace CdcFunctions.Benchmarks.Reporting;

/// <summary>Collects figures, prints them as one table and writes them as JSON and Markdown.</summary>
internal sealed class BenchReport(string machine, IReadOnlyDictionary<string, string> settings)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private readonly List<Figure> _figures = [];

    /// <summary>Adds a figure and says it at once, since a run takes minutes.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Console.WriteLine($"  {figure.Name,-32} {Format(figure.Median),12} {figure.Unit,-10} {figure.Note}");
    }

    /// <summary>Median of a figure of this run, or null when it was not measured.</summary>
    public double? Median(string name) => _figures.Find(figure => string.Equals(figure.Name, name, StringComparison.Ordinal))?.Median;

    /// <summary>Prints everything and writes <paramref name="path"/> and, beside it, the same as Markdown.</summary>
    public void Finish(string path)
    {
        var table = new Table().AddColumns("figure", "unit").AddColumn(new TableColumn("median").RightAligned())
            .AddColumn(new TableColumn("min").RightAligned()).AddColumn(new TableColumn("max").RightAligned()).AddColumns("bar", "what");
        foreach (var figure in _figures)
        {
            table.AddRow(figure.Name, figure.Unit, Format(figure.Median), Format(figure.Min), Format(figure.Max), Bar.Of(figure), Markup.Escape(figure.Note));
        }

        if (Console.IsOutputRedirected)
        {
            // A file is read in lines, however long.
            AnsiConsole.Profile.Width = 240;
        }

        AnsiConsole.MarkupLineInterpolated($"\n{machine}");
        AnsiConsole.MarkupLineInterpolated($"{string.Join(", ", settings.Select(s => $"{s.Key}={s.Value}"))}");
        AnsiConsole.Write(table);
        var markdown = Path.ChangeExtension(path, ".md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(new { machine, settings, figures = _figures }, Json));
        File.WriteAllLines(markdown, MarkdownLines());
        AnsiConsole.MarkupLineInterpolated($"Written to {path} and {markdown}.");
    }

    private IEnumerable<string> MarkdownLines() =>
    [
        machine,
        "",
        string.Join(", ", settings.Select(s => $"{s.Key} {s.Value}")),
        "",
        "| figure | unit | median | min | max | bar | what |",
        "|---|---|--:|--:|--:|---|---|",
        .. _figures.Select(f => $"| `{f.Name}` | {f.Unit} | {Format(f.Median)} | {Format(f.Min)} | {Format(f.Max)} | {Bar.Of(f)} | {f.Note} |"),
    ];

    private static string Format(double value)
        => value.ToString(value >= 1000 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
