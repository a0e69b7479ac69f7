namespace CdcFunctions.Unit.Changes.Support;

/// <summary>Lists as one line, which a failing test prints whole.</summary>
internal static class Listing
{
    public static string Joined(this IEnumerable<string> items) => string.Join(", ", items);
}
