using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;

namespace CdcFunctions.Host.Replay;

/// <summary>One line of a recording into one Kafka record.</summary>
internal static class RecordedLine
{
    /// <summary>Parses the line; unknown properties are passed over, as kcat may print more.</summary>
    /// <exception cref="RecordedEventsException">The line is no record.</exception>
    public static SourceRecord Parse(string text, string file, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new SourceRecord(
                Required(root, "topic", JsonValueKind.String).GetString()!,
                Required(root, "partition", JsonValueKind.Number).GetInt32(),
                Required(root, "offset", JsonValueKind.Number).GetInt64(),
                Bytes(root, "key"),
                Bytes(root, "payload"),
                root.TryGetProperty("ts", out var time) && time.ValueKind == JsonValueKind.Number ? time.GetInt64() : 0,
                Headers(root));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new RecordedEventsException(
                $"{file}:{line}: {exception.Message} A line must be one JSON object as kcat -J prints it: topic, partition, offset, ts, headers, key, payload.", exception);
        }
    }

    private static JsonElement Required(JsonElement root, string name, JsonValueKind kind)
        => root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new FormatException($"\"{name}\" is missing or no {kind.ToString().ToLowerInvariant()}.");

    private static byte[]? Bytes(JsonElement root, string name)
    {
        if (root.TryGetProperty(name + "Base64", out var binary) && binary.ValueKind == JsonValueKind.String)
        {
            return binary.GetBytesFromBase64();
        }

        if (!root.TryGetProperty(name, out var text) || text.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return text.ValueKind == JsonValueKind.String
            ? Encoding.UTF8.GetBytes(text.GetString()!)
            : throw new FormatException($"\"{name}\" is neither text nor null.");
    }

    private static List<RecordHeader>? Headers(JsonElement root)
    {
        if (!root.TryGetProperty("headers", out var flat) || flat.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (flat.ValueKind != JsonValueKind.Array || flat.GetArrayLength() % 2 != 0)
        {
            throw new FormatException("\"headers\" is no list of names and values in turn.");
        }

        var texts = flat.EnumerateArray().Select(item => item.GetString()).ToArray();
        return [.. texts.Chunk(2).Select(pair => new RecordHeader(
            pair[0] ?? throw new FormatException("\"headers\" has a name that is null."),
            pair[1] is { } value ? Encoding.UTF8.GetBytes(value) : null))];
    }
}
