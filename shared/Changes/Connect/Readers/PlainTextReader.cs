using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>JSON strings, taken as they are.</summary>
internal sealed class PlainTextReader(ColumnType type) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            return ReadOutcome.BadValue;
        }

        if (!reader.ValueIsEscaped)
        {
            word = arena.Append(reader.ValueSpan);
        }
        else
        {
            // Without its escapes a string is never longer.
            word = arena.Commit(reader.CopyString(arena.Reserve(reader.ValueSpan.Length)));
        }

        return ReadOutcome.Done;
    }
}
