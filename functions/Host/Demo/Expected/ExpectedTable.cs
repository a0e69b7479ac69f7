using System.Text.Json;

namespace CdcFunctions.Host.Demo.Expected;

/// <summary>The rows one target table must hold in the end.</summary>
internal sealed record ExpectedTable
{
    /// <summary>Full name in the source, as the expectation file spells it.</summary>
    public required string SourceName { get; init; }

    /// <summary>Table name: the last part, as in the topic.</summary>
    public string Name => SourceName[(SourceName.LastIndexOf('.') + 1)..];

    /// <summary>Primary key columns in order; none when the table has no key.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>Types as the source writes them.</summary>
    public required IReadOnlyDictionary<string, string> TypeNames { get; init; }

    /// <summary>Parsed types.</summary>
    public required IReadOnlyDictionary<string, SourceType> Types { get; init; }

    /// <summary>The rows; a row may leave columns out that the events cannot tell.</summary>
    public required IReadOnlyList<JsonElement> Rows { get; init; }

    /// <summary>Keys of rows that the source no longer shows and a sink may keep.</summary>
    public required IReadOnlyList<JsonElement> GhostRows { get; init; }

    /// <summary>What the events do not carry.</summary>
    public required IReadOnlyList<KnownGap> Gaps { get; init; }
}
