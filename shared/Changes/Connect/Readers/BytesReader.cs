using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Bytes written as base64, as URL-safe base64 or as hex (<c>binary.handling.mode</c>).</summary>
internal sealed class BytesReader(ColumnType type, string? mode = null) : ValueReader(type)
{
    private static readonly SearchValues<byte> UrlSafe = SearchValues.Create("-_"u8);

    private readonly bool _hex = string.Equals(mode, "hex", StringComparison.OrdinalIgnoreCase);

    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        if (reader.TokenType != JsonTokenType.String)
        {
            return ReadOutcome.BadValue;
        }

        var text = scratch.Text(ref reader);
        var room = arena.Reserve(text.Length);
        int written;
        if (_hex)
        {
            if (Convert.FromHexString(text, room, out _, out written) != OperationStatus.Done)
            {
                return ReadOutcome.BadValue;
            }
        }
        else if (Base64.DecodeFromUtf8(text, room, out _, out written) != OperationStatus.Done && !TryUrlSafe(text, room, out written))
        {
            return ReadOutcome.BadValue;
        }

        word = arena.Commit(written);
        return ReadOutcome.Done;
    }

    // Neither of the two marks is in plain base64, so what holds one can only be the other alphabet.
    private static bool TryUrlSafe(ReadOnlySpan<byte> text, Span<byte> room, out int written)
    {
        written = 0;
        return (text.ContainsAny(UrlSafe) || text.Length % 4 is 2 or 3) 
            && Base64Url.DecodeFromUtf8(text.TrimEnd((byte)'='), room, out _, out written) == OperationStatus.Done;
    }
}
