using System.Globalization;

namespace CdcFunctions.Simulation.Workload;

/// <summary>A change as the source made it.</summary>
internal sealed record Change
{
    public required ChangeSort Sort { get; init; }

    /// <summary>Number of its table, from 1 on.</summary>
    public int Table { get; init; } = 1;

    /// <summary>First key column; the only one of tables without clustering.</summary>
    public required int P { get; init; }

    /// <summary>Clustering column.</summary>
    public int C { get; init; }

    /// <summary>Clustering values up to here belong to a deleted range; from <see cref="C"/> on.</summary>
    public int To { get; init; }

    /// <summary>Version: both halves, as the target keeps them.</summary>
    public required (long Version, long Sequence) At { get; init; }

    /// <summary>Written columns, by name; null for a null.</summary>
    public IReadOnlyDictionary<string, string?> Cells { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>For a row that a snapshot has read: which snapshot, as the connector prints it; null for a change.</summary>
    public string? Snapshot { get; init; }

    public bool IsWrite => Sort is ChangeSort.Insert or ChangeSort.Update;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Sort} {Table}:({P},{C}{(Sort == ChangeSort.DeleteRange ? $"..{To}" : "")}) @{At.Version}.{At.Sequence} {string.Join(' ', Cells.Select(c => $"{c.Key}={c.Value ?? "null"}"))}");
}
