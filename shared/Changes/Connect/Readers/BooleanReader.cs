using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>JSON true and false.</summary>
internal sealed class BooleanReader(ColumnType type) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = reader.TokenType == JsonTokenType.True ? 1 : 0;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False ? ReadOutcome.Done : ReadOutcome.BadValue;
    }
}
