using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>Values inside structures, as natural JSON.</summary>
internal static class InnerValue
{
    /// <summary>Writes the current token by its type; false when it does not fit.</summary>
    public static bool Write(ref Utf8JsonReader reader, ValueReader type, Utf8JsonWriter json, DecodeScratch scratch)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            json.WriteNullValue();
            return true;
        }

        if (type is StructureReader structure)
        {
            return structure.Write(ref reader, json, scratch);
        }

        var outcome = type.Read(ref reader, scratch.Inner, scratch, out var word);
        if (outcome != ReadOutcome.Done)
        {
            scratch.IsInnerAmbiguous |= outcome == ReadOutcome.Ambiguous;
            return false;
        }

        WriteScalar(type.Type.Kind, word, IsArena(type.Type.Kind) ? scratch.Inner.Read(word) : default, json);
        return true;
    }

    /// <summary>Text of the current token as a property name, for maps; null when it does not fit.</summary>
    public static string? Name(ref Utf8JsonReader reader, ValueReader type, DecodeScratch scratch)
    {
        if (type is StructureReader structure)
        {
            // A second writer: the first one is in the middle of the map.
            var inner = new System.Buffers.ArrayBufferWriter<byte>();
            using var json = new Utf8JsonWriter(inner, JsonText.WriterOptions);
            if (!structure.Write(ref reader, json, scratch))
            {
                return null;
            }

            json.Flush();
            return System.Text.Encoding.UTF8.GetString(inner.WrittenSpan);
        }

        var kind = type.Type.Kind;
        return reader.TokenType != JsonTokenType.Null && type.Read(ref reader, scratch.Inner, scratch, out var word) == ReadOutcome.Done
            ? NaturalText.Format(kind, word, IsArena(kind) ? scratch.Inner.Read(word) : default)
            : null;
    }

    /// <summary>True for kinds whose word names bytes of the arena.</summary>
    public static bool IsArena(ValueKind kind) => kind is ValueKind.Decimal or ValueKind.Text or ValueKind.Bytes or ValueKind.Uuid
        or ValueKind.Inet or ValueKind.Interval or ValueKind.Json or ValueKind.Xml;

    private static void WriteScalar(ValueKind kind, long word, ReadOnlySpan<byte> bytes, Utf8JsonWriter json)
    {
        switch (kind)
        {
            case ValueKind.Boolean:
                json.WriteBooleanValue(word != 0);
                break;
            case ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64:
                json.WriteNumberValue(word);
                break;
            case ValueKind.Float32 when float.IsFinite(BitConverter.Int32BitsToSingle((int)word)):
                json.WriteNumberValue(BitConverter.Int32BitsToSingle((int)word));
                break;
            case ValueKind.Float64 when double.IsFinite(BitConverter.Int64BitsToDouble(word)):
                json.WriteNumberValue(BitConverter.Int64BitsToDouble(word));
                break;
            case ValueKind.Decimal when JsonText.IsValid(bytes):
                json.WriteRawValue(bytes, skipInputValidation: true);
                break;
            case ValueKind.Json:
                json.WriteRawValue(bytes, skipInputValidation: true);
                break;
            case ValueKind.Text or ValueKind.Inet or ValueKind.Xml or ValueKind.Decimal:
                json.WriteStringValue(bytes);
                break;
            default:
                json.WriteStringValue(NaturalText.Format(kind, word, bytes));
                break;
        }
    }
}
