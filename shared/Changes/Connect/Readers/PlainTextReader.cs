using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>JSON strings, taken as they are.</summary>
/// <param name="type">Type of the column.</param>
/// <param name="takesBare">
/// True when a number or a truth value is taken as its own text: without schema, a column that is text now may have been something else when an older event was written.
/// </param>
internal sealed class PlainTextReader(ColumnType type, bool takesBare = false) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        var isBare = reader.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False;
        if (reader.TokenType != JsonTokenType.String && !(takesBare && isBare))
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
