using System.Runtime.InteropServices;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>A moment by the source's own clock: what decides which of two shapes is the newer one.</summary>
/// <param name="Version">First half, as in <c>_cdc_version</c>.</param>
/// <param name="Sequence">Second half, as in <c>_cdc_sequence</c>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SourceClock(long Version, long Sequence) : IComparable<SourceClock>
{
    /// <inheritdoc />
    public int CompareTo(SourceClock other)
        => Version == other.Version ? Sequence.CompareTo(other.Sequence) : Version.CompareTo(other.Version);

    /// <summary>Earlier than.</summary>
    public static bool operator <(SourceClock left, SourceClock right) => left.CompareTo(right) < 0;

    /// <summary>Later than.</summary>
    public static bool operator >(SourceClock left, SourceClock right) => left.CompareTo(right) > 0;

    /// <summary>Not later than.</summary>
    public static bool operator <=(SourceClock left, SourceClock right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(SourceClock left, SourceClock right) => left.CompareTo(right) >= 0;
}
