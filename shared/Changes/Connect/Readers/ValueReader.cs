using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Reads the values of one column: one JSON value in, one word (and arena bytes) out.</summary>
/// <remarks>Stateless and shared between threads; what a call needs to keep stands in the scratch.</remarks>
internal abstract class ValueReader(ColumnType type)
{
    /// <summary>Type of what comes out.</summary>
    public ColumnType Type { get; } = type;

    /// <summary>Reads the current token, which is never null, to its end.</summary>
    public abstract ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word);

    /// <summary>The line that would end an ambiguity, after <c>tables.T.</c>; null when there is none.</summary>
    public virtual string? Remedy(string column) => null;
}
