using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>Prints <c>docs/types.md</c> from the rules that decide.</summary>
public static class ConversionPage
{
    /// <summary>The page, in Markdown with line feeds.</summary>
    public static string Print()
    {
        var page = new StringBuilder(ConversionPageText.Head);
        PrintKinds(page);
        page.Append(ConversionPageText.Matrix);
        foreach (var (title, families) in ConversionPageText.Groups)
        {
            PrintGroup(page, title, families);
        }

        PrintNotes(page);
        PrintFaults(page);
        return page.Append(ConversionPageText.Tail).Replace("\r\n", "\n").ToString();
    }

    private static void PrintKinds(StringBuilder page)
    {
        foreach (var kind in Enum.GetValues<ValueKind>())
        {
            var created = CreatedTypes.For(new ColumnType(kind)) + (kind == ValueKind.Decimal ? "` or `numeric(p,s)" : "");
            page.Append($"| {kind} | {ConversionPageText.Sources(kind)} | `{created}` |\n");
        }
    }

    private static void PrintGroup(StringBuilder page, string title, TargetFamily[] families)
    {
        page.Append($"\n### {title}\n\n| |");
        page.AppendJoin("", families.Select(static family => $" {ConversionPageText.Name(family)} |"));
        page.Append("\n|---|").AppendJoin("", families.Select(static _ => ":-:|")).Append('\n');
        foreach (var kind in Enum.GetValues<ValueKind>().Where(kind => families.Any(family => ConversionMatrix.Find(kind, family) is not null)))
        {
            page.Append($"| {kind} |");
            page.AppendJoin("", families.Select(family => $" {Mark(ConversionMatrix.Find(kind, family))} |"));
            page.Append('\n');
        }
    }

    private static void PrintNotes(StringBuilder page)
    {
        page.Append(ConversionPageText.Notes);
        foreach (var family in Enum.GetValues<TargetFamily>())
        {
            var notes = Enum.GetValues<ValueKind>()
                .Select(kind => (Kind: kind, ConversionMatrix.Find(kind, family)?.Note))
                .Where(static pair => pair.Note is not null)
                .GroupBy(static pair => pair.Note, StringComparer.Ordinal)
                .Select(static group => $"{string.Join(", ", group.Select(static pair => pair.Kind))}: {group.Key}")
                .ToArray();
            if (notes.Length > 0)
            {
                page.Append($"- {ConversionPageText.Name(family)} ← {string.Join("; ", notes)}\n");
            }
        }
    }

    private static void PrintFaults(StringBuilder page)
    {
        page.Append(ConversionPageText.Faults);
        foreach (var kind in Enum.GetValues<CellFaultKind>().Where(static kind => kind != CellFaultKind.None))
        {
            var (code, state, what, remedy) = CellFaultText.Words(kind, ValueKind.Text);
            page.Append($"| `{code}` | {state} | The value {what}. | {remedy}. |\n");
        }
    }

    private static string Mark(Conversion? conversion) => conversion?.Grade switch
    {
        ConversionGrade.Exact => "●",
        ConversionGrade.Checked => "○",
        ConversionGrade.Rounded => "≈",
        ConversionGrade.Parsed => "→",
        _ => "",
    };
}
