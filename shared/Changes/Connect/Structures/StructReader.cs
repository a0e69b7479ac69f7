using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>User-defined types and other structs: an object, each field by its own type.</summary>
internal sealed class StructReader(IReadOnlyDictionary<string, ValueReader> fields, string? sourceName = null) : StructureReader(sourceName)
{
    public override bool Write(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        json.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            json.WritePropertyName(name);
            reader.Read();
            if (!InnerValue.Write(ref reader, fields.GetValueOrDefault(name, NaturalReader.Plain), json, scratch))
            {
                return false;
            }
        }

        json.WriteEndObject();
        return true;
    }
}
