using System.Text.RegularExpressions;

namespace CdcFunctions.Operations.Configuration;

/// <summary>Finds a topic that two topic settings both cover, by trying names made from the patterns themselves.</summary>
/// <remarks>Certain for names; for two patterns it finds the usual overlaps. What it misses, <see cref="SourceRouter"/> refuses at run time.</remarks>
internal static partial class TopicOverlap
{
    /// <summary>A topic both cover; null when none was found.</summary>
    public static string? Find(string left, string right)
        => string.Equals(left, right, StringComparison.Ordinal)
            ? left
            : Names(left, right).Concat(Names(right, left)).FirstOrDefault(name => Covers(left, name) && Covers(right, name));

    private static bool Covers(string topic, string name)
        => TopicPattern.IsPattern(topic) ? TopicPattern.Compile(topic).IsMatch(name) : string.Equals(topic, name, StringComparison.Ordinal);

    // The pattern with each wildcard replaced by nothing, by a letter, or by a word of the other setting.
    private static IEnumerable<string> Names(string topic, string other)
    {
        if (!TopicPattern.IsPattern(topic))
        {
            return [topic];
        }

        var fillers = LiteralWord().Matches(other).Select(word => word.Value).Prepend("a").Prepend("");
        return fillers.Select(filler => Wildcard().Replace(topic[1..].TrimEnd('$'), filler).Replace("\\", "", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<!\\)(\.|\[[^\]]*\])[*+?]?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wildcard();

    [GeneratedRegex(@"[A-Za-z0-9_-]+(\\?\.[A-Za-z0-9_-]+)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LiteralWord();
}
