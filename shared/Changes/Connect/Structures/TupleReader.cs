using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>Tuples: a JSON array, from {field_0, field_1, …}, {field1, field2, …} or an array.</summary>
internal sealed class TupleReader(IReadOnlyList<ValueReader> elements, string? sourceName = null) : StructureReader(sourceName)
{
    public override bool Write(ref Utf8JsonReader reader, Utf8JsonWriter json, DecodeScratch scratch)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return false;
        }

        json.WriteStartArray();
        var at = 0;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                reader.Read();
            }

            if (at >= elements.Count || !InnerValue.Write(ref reader, elements[at++], json, scratch))
            {
                return false;
            }
        }

        json.WriteEndArray();
        return true;
    }

    /// <summary>True for the field names both connectors give to tuples: <c>field_0 …</c> (ScyllaDB) and <c>field1 …</c> (Debezium).</summary>
    public static bool IsTuple(IReadOnlyList<string> names)
    {
        var isTuple = names.Count > 0;
        for (var i = 0; i < names.Count && isTuple; i++)
        {
            isTuple = string.Equals(names[i], $"field_{i}", StringComparison.Ordinal) || string.Equals(names[i], $"field{i + 1}", StringComparison.Ordinal);
        }

        return isTuple;
    }
}
