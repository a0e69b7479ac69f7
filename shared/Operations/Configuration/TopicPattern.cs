using System.Buffers;
using System.Text.RegularExpressions;

namespace CdcFunctions.Operations.Configuration;

/// <summary>A topic's name, or a <c>^regex</c> over names, as <c>sources[].topics</c> and the Kafka trigger write them.</summary>
/// <remarks>
/// A pattern is also given to librdkafka, which knows POSIX extended expressions only; what .NET would understand differently is refused.
/// A comma divides topics there, so a pattern cannot hold one.
/// </remarks>
internal static partial class TopicPattern
{
    /// <summary>What a topic's name may be, for messages.</summary>
    public const string LegalNames = "up to 249 letters, digits, dots, underscores and dashes, or a regular expression that begins with ^";

    private const int LongestName = 249;

    private static readonly SearchValues<char> PatternSigns = SearchValues.Create("*+?[(\\|");

    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>True for a pattern, false for a name.</summary>
    public static bool IsPattern(string topic) => topic.StartsWith('^');

    /// <summary>The pattern, ready to match.</summary>
    public static Regex Compile(string topic) => new(topic, RegexOptions.CultureInvariant, LongestMatch);

    /// <summary>True for a name that Kafka takes.</summary>
    public static bool IsLegalName(string topic)
        => topic.Length is > 0 and <= LongestName && topic is not "." and not ".." && topic.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '.' or '_' or '-');

    /// <summary>Why a topic cannot be used; null when it can.</summary>
    public static (string Because, string Allowed, string Remedy)? FaultOf(string topic)
    {
        if (!IsPattern(topic))
        {
            var remedy = topic.AsSpan().ContainsAny(PatternSigns) ? "Begin a regular expression with ^" : "Correct the name";
            return IsLegalName(topic) ? null : ("", LegalNames, remedy);
        }

        if (topic.Contains(',', StringComparison.Ordinal))
        {
            return (", which holds a comma", "a regular expression without commas (a comma divides topics)", "Write several patterns as a list");
        }

        try
        {
            _ = Compile(topic);
        }
        catch (ArgumentException)
        {
            return (", which is no regular expression", "such as ^shop\\..*", "Check brackets and backslashes");
        }

        return NotPosix().Match(topic) is { Success: true } foreign
            ? ($", and librdkafka does not know {foreign.Value}", "POSIX extended expressions", "Write [0-9] for \\d, and do without (?…) and lazy repeats")
            : null;
    }

    [GeneratedRegex(@"\\[dDpPuxAzZGkb]|\(\?|[*+?}][?+]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotPosix();
}
