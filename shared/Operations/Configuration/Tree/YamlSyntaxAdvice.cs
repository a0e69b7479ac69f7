using CdcFunctions.Operations.Configuration.Reading;

namespace CdcFunctions.Operations.Configuration.Tree;

/// <summary>Says what is wrong with text that is no YAML, with the usual cause instead of the parser's view.</summary>
/// <remarks>Never repeats the line itself: it may hold a secret.</remarks>
internal static class YamlSyntaxAdvice
{
    /// <summary>Adds the faults behind what the parser says: every tab that indents, else the one the parser met.</summary>
    public static void Add(string file, string text, int atLine, string parserSays, FaultList faults)
    {
        var lines = text.Split('\n');
        var tabs = 0;
        for (var number = 1; number <= lines.Length; number++)
        {
            var line = lines[number - 1];
            if (line.AsSpan(0, line.Length - line.TrimStart().Length).TrimEnd('\r').Contains('\t'))
            {
                tabs++;
                faults.AddSyntax(new Origin(file, number, IsVariable: false), "A tab indents this line", "spaces", "Replace the tab by spaces");
            }
        }

        if (tabs == 0)
        {
            var at = Math.Clamp(atLine, 1, lines.Length);
            faults.AddSyntax(
                new Origin(file, at, IsVariable: false),
                $"This is no valid YAML: {Sentence(parserSays)}",
                allowed: null,
                Remedy(lines[at - 1].Trim()));
        }
    }

    private static string Sentence(string message) => message.TrimEnd('.', ' ');

    private static string Remedy(string line)
    {
        if (line.StartsWith('*'))
        {
            return "Quote the star: \"*\":";
        }

        if (line.Contains('"', StringComparison.Ordinal) && line.Contains('\\', StringComparison.Ordinal))
        {
            return "A backslash inside double quotes begins an escape: use single quotes";
        }

        return line.Split(": ").Length > 2
            ? "A value that holds a colon and a space needs quotes"
            : "Check quotes, brackets and indentation of this line and the one above";
    }
}
