using System.Text;
using System.Text.Json;

namespace CdcFunctions.Changes.Connect;

/// <summary>Values of envelope fields by the type they should have; another type reads as nothing. The reader stands on the value and stays there.</summary>
internal static class JsonScalars
{
    /// <summary>A whole number, or null.</summary>
    public static long? Integer(scoped ref Utf8JsonReader reader)
        => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) ? number : null;

    /// <summary>Bytes of a string, or none. A string with escapes, which is rare, is copied; another is a slice of what is read.</summary>
    public static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return default;
        }

        return reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
    }
}
