using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>A JSON document carried as a string.</summary>
internal sealed class JsonStringReader(ColumnType type) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            return ReadOutcome.BadValue;
        }

        var text = scratch.Text(ref reader);
        if (!JsonText.IsValid(text))
        {
            return ReadOutcome.BadValue;
        }

        word = arena.Append(text);
        return ReadOutcome.Done;
    }
}
