using System.Text.Json;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>Values that the events do not carry, so that no sink can have them.</summary>
/// <param name="Key">Key columns of the row; null for every row.</param>
/// <param name="Columns">The columns; null for the whole row, which may or may not be there.</param>
internal sealed record KnownGap(JsonElement? Key, IReadOnlyList<string>? Columns);
