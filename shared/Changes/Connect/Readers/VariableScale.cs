using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Debezium's VariableScaleDecimal: every value brings its scale.</summary>
internal static class VariableScale
{
    /// <summary>Reads {scale, value} in either order.</summary>
    public static ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        int? scale = null;
        var written = -1;
        Span<byte> bytes = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isScale = reader.ValueTextEquals("scale"u8);
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isScale && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var read))
            {
                scale = read;
            }
            else if (isValue && reader.TokenType == JsonTokenType.String)
            {
                var text = scratch.Text(ref reader);
                bytes = scratch.Inner.Reserve(text.Length);
                if (Base64.DecodeFromUtf8(text, bytes, out _, out written) != OperationStatus.Done)
                {
                    return ReadOutcome.BadValue;
                }
            }
            else
            {
                return ReadOutcome.BadValue;
            }
        }

        return scale is { } known && written >= 0 && UnscaledDecimal.TryAppend(bytes[..written], known, arena, out word)
            ? ReadOutcome.Done
            : ReadOutcome.BadValue;
    }
}
