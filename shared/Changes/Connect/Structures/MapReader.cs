using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>Maps: an object with the key as text, from an object, from [key, value] pairs or from {key, value} entries.</summary>
internal sealed class MapReader(ValueReader key, ValueReader value, string? sourceName = null) : StructureReader(sourceName)
{
    public override bool Write(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return false;
        }

        json.WriteStartObject();
        var end = reader.TokenType == JsonTokenType.StartObject ? JsonTokenType.EndObject : JsonTokenType.EndArray;
        while (reader.Read() && reader.TokenType != end)
        {
            var isWritten = reader.TokenType switch
            {
                JsonTokenType.PropertyName => WriteMember(ref reader, json, scratch),
                JsonTokenType.StartArray => WritePair(ref reader, json, scratch),
                JsonTokenType.StartObject => WriteEntry(ref reader, json, scratch),
                _ => false,
            };
            if (!isWritten)
            {
                return false;
            }
        }

        json.WriteEndObject();
        return true;
    }

    private bool WriteMember(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        var name = scratch.Text(ref reader);
        json.WritePropertyName(key.Type.Kind == ValueKind.Inet ? InetReader.WithoutHost(name) : name);
        reader.Read();
        return InnerValue.Write(ref reader, value, json, scratch);
    }

    private bool WritePair(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray || InnerValue.Name(ref reader, key, scratch) is not { } name)
        {
            return false;
        }

        json.WritePropertyName(name);
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray
            && InnerValue.Write(ref reader, value, json, scratch)
            && reader.Read() && reader.TokenType == JsonTokenType.EndArray;
    }

    private bool WriteEntry(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        string? name = null;
        Utf8JsonReader late = default;
        var hasLate = false;
        var isWhole = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = reader.ValueTextEquals("key"u8);
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isKey)
            {
                name = InnerValue.Name(ref reader, key, scratch);
                if (name is null)
                {
                    return false;
                }

                json.WritePropertyName(name);
            }
            else if (isValue && name is not null)
            {
                if (isWhole || !InnerValue.Write(ref reader, value, json, scratch))
                {
                    return false;
                }

                isWhole = true;
            }
            else if (isValue)
            {
                late = reader;
                hasLate = true;
                reader.Skip();
            }
            else
            {
                return false;
            }
        }

        return name is not null && (hasLate ? !isWhole && InnerValue.Write(ref late, value, json, scratch) : isWhole);
    }
}
