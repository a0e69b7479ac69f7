using System.Text.Json;

namespace CdcFunctions.Changes.Debezium;

/// <summary>Names in a key struct.</summary>
internal static class KeyColumns
{
    /// <summary>Names with a value, and names with null.</summary>
    public static (List<string> Named, List<string> Nulls) Read(ReadOnlySpan<byte> key)
    {
        var named = new List<string>();
        var nulls = new List<string>();
        var reader = new Utf8JsonReader(key);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            (reader.TokenType == JsonTokenType.Null ? nulls : named).Add(name);
            reader.Skip();
        }

        return (named, nulls);
    }

    /// <summary>All names in the order of the struct.</summary>
    public static List<string> InOrder(ReadOnlySpan<byte> key)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(key);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
        }

        return names;
    }
}
