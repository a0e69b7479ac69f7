using System.Text.Json;

namespace CdcFunctions.Changes.Scylla;

/// <summary>Recognises the cells of ScyllaDB's legacy output: an object whose only property is <c>value</c>.</summary>
internal static class ScyllaCell
{
    /// <summary>True when the object the reader stands on is a cell; the caller's reader stays where it is.</summary>
    public static bool IsAt(Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("value"u8))
        {
            return false;
        }

        reader.Read();
        reader.Skip();
        return reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }
}
