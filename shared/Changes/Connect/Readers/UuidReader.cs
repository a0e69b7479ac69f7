using System.Buffers.Text;
using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>UUID text of either case into its sixteen bytes.</summary>
internal sealed class UuidReader(ColumnType type) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            return ReadOutcome.BadValue;
        }

        var text = scratch.Text(ref reader);
        if (text.Length != 36 || !Utf8Parser.TryParse(text, out Guid value, out var read, 'D') || read != 36)
        {
            return ReadOutcome.BadValue;
        }

        value.TryWriteBytes(arena.Reserve(16), bigEndian: true, out _);
        word = arena.Commit(16);
        return ReadOutcome.Done;
    }
}
