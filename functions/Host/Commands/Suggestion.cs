using CdcFunctions.Operations.Configuration.Reading;

namespace CdcFunctions.Host.Commands;

/// <summary>Guesses what a mistyped word was meant to be.</summary>
internal static class Suggestion
{
    /// <summary><c>"Did you mean x?"</c>; null when no word is near.</summary>
    public static string? Sentence(string word, IEnumerable<string> known)
        => EditDistance.Nearest(word, known) is { } meant ? $"Did you mean {meant}?" : null;
}
