using System.Text.Json;

namespace CdcFunctions.Changes.Cassandra;

/// <summary>Reads one end of a range delete: <c>{method, values:[{name, value, type}]}</c>.</summary>
internal static class RangeBoundReader
{
    /// <summary>The bound; the reader stands on its opening brace and is left on its closing one.</summary>
    /// <remarks>Debezium lists the values in no order and quotes names as CQL does; a descending column shows by its ReversedType.</remarks>
    public static RangeBound Read(ref Utf8JsonReader reader)
    {
        var isInclusive = false;
        var values = new List<(string Column, string Value, bool IsDescending)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isMethod, isValues) = (reader.ValueTextEquals("method"u8), reader.ValueTextEquals("values"u8));
            reader.Read();
            if (isMethod && reader.TokenType == JsonTokenType.String)
            {
                isInclusive = reader.ValueSpan.StartsWith("INCL"u8);
            }
            else if (isValues && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadValues(ref reader, values);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(isInclusive, values);
    }

    private static void ReadValues(ref Utf8JsonReader reader, List<(string Column, string Value, bool IsDescending)> values)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (name, value, type) = ("", "", "");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isName, isValue, isType) = (reader.ValueTextEquals("name"u8), reader.ValueTextEquals("value"u8), reader.ValueTextEquals("type"u8));
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                {
                    reader.Skip();
                    continue;
                }

                var text = reader.GetString()!;
                (name, value, type) = (isName ? text : name, isValue ? text : value, isType ? text : type);
            }

            values.Add((Unquoted(name), value, type.Contains("ReversedType(", StringComparison.Ordinal)));
        }
    }

    private static string Unquoted(string name)
        => name.Length > 1 && name[0] == '"' && name[^1] == '"' ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name;
}
