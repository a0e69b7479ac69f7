using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>How a source's shape stands to its target after everything that could be done was done.</summary>
internal sealed record Settlement
{
    /// <summary>The target now.</summary>
    public required TargetTable Target { get; init; }

    /// <summary>Source columns that are not written.</summary>
    public IReadOnlySet<string> LeftOut { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Source columns whose values send their rows to the dead letters.</summary>
    public IReadOnlySet<string> Refused { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Source columns that find a row, when they are not the key the events tell.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>True when a person may change the target at any time.</summary>
    public bool IsProvisional { get; init; }
}
