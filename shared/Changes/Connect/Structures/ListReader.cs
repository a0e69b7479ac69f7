using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>Lists, sets and vectors: a JSON array.</summary>
internal sealed class ListReader(ValueReader element, string? sourceName = null) : StructureReader(sourceName)
{
    public override bool Write(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        json.WriteStartArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!InnerValue.Write(ref reader, element, json, scratch))
            {
                return false;
            }
        }

        json.WriteEndArray();
        return true;
    }
}
