using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace CdcFunctions.Benchmarks.Reporting;

/// <summary>Collects figures, prints them as one table and writes them to <c>artifacts/bench.json</c>.</summary>
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

    /// <summary>Prints everything and writes the file.</summary>
    public void Finish(string path)
    {
        var table = new Table().AddColumns("figure", "unit").AddColumn(new TableColumn("median").RightAligned())
            .AddColumn(new TableColumn("min").RightAligned()).AddColumn(new TableColumn("max").RightAligned()).AddColumn("what");
        foreach (var figure in _figures)
        {
            table.AddRow(figure.Name, figure.Unit, Format(figure.Median), Format(figure.Min), Format(figure.Max), Markup.Escape(figure.Note));
        }

        AnsiConsole.MarkupLineInterpolated($"\n{machine}");
        AnsiConsole.MarkupLineInterpolated($"{string.Join(", ", settings.Select(s => $"{s.Key}={s.Value}"))}");
        AnsiConsole.Write(table);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(new { machine, settings, figures = _figures }, Json));
        AnsiConsole.MarkupLineInterpolated($"Written to {path}.");
    }

    private static string Format(double value)
        => value.ToString(value >= 1000 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
