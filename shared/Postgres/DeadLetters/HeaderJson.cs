using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.DeadLetters;

/// <summary>A record's headers as JSON: a list of [name, value]; a value that is no text is kept as {"base64": …}.</summary>
internal static class HeaderJson
{
    /// <summary>The JSON; null for no headers.</summary>
    public static string? Write(IReadOnlyList<RecordHeader>? headers)
    {
        if (headers is null or [])
        {
            return null;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var header in headers)
            {
                json.WriteStartArray();
                
                // jsonb holds no NUL.
                json.WriteStringValue(header.Name.Replace('\0', '\uFFFD'));
                WriteValue(json, header.Value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The headers again; null for none.</summary>
    public static List<RecordHeader>? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.EnumerateArray().Select(header => new RecordHeader(header[0].GetString()!, Value(header[1])))];
    }

    private static void WriteValue(Utf8JsonWriter json, byte[]? value)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else if (Utf8.IsValid(value) && !value.Contains((byte)0))
        {
            json.WriteStringValue(value);
        }
        else
        {
            json.WriteStartObject();
            json.WriteBase64String("base64", value);
            json.WriteEndObject();
        }
    }

    private static byte[]? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => value.GetProperty("base64").GetBytesFromBase64(),
        _ => Encoding.UTF8.GetBytes(value.GetString()!),
    };
}
