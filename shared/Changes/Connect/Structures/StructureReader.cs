using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>Collections, maps, tuples and structs: JSON in its natural form, inner values by their own types.</summary>
internal abstract class StructureReader(string? sourceName) : ValueReader(new ColumnType(ValueKind.Json, SourceName: sourceName))
{
    /// <summary>Writes the current value; false when an inner value does not fit its type.</summary>
    public abstract bool Write(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch);

    /// <summary>True when an empty collection means NULL, as Cassandra keeps non-frozen ones.</summary>
    public bool IsEmptyNull { get; init; }

    /// <inheritdoc />
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        var json = scratch.StartJson();
        scratch.Inner.Clear();
        scratch.IsInnerAmbiguous = false;
        if (!Write(ref reader, json, scratch))
        {
            return scratch.IsInnerAmbiguous ? ReadOutcome.Ambiguous : ReadOutcome.BadValue;
        }

        var text = scratch.EndJson();
        if (IsEmptyNull && text.Length == 2)
        {
            return ReadOutcome.Null;
        }

        word = arena.Append(text);
        return ReadOutcome.Done;
    }
}
