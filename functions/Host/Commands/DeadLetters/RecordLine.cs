using System.Text;
using System.Text.Unicode;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>A dead letter's record as <c>kcat -J</c> prints it, so that <c>cdc replay</c> and other tools read it.</summary>
internal static class RecordLine
{
    /// <summary>The record as an object for JSON. Bytes that are no text stand as base64.</summary>
    public static Dictionary<string, object?> Of(DeadLetterContent letter)
    {
        var line = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["topic"] = letter.Entry.Topic,
            ["partition"] = letter.Entry.Partition,
            ["offset"] = letter.Entry.Offset,
        };
        if (letter.Entry.RecordTime is { } time)
        {
            line["ts"] = new DateTimeOffset(time).ToUnixTimeMilliseconds();
        }

        if (letter.Headers.Count > 0)
        {
            line["headers"] = letter.Headers.SelectMany(header => new[] { header.Name, header.Value is null ? null : Text(header.Value) }).ToArray();
        }

        Add(line, "key", letter.Key);
        Add(line, "payload", letter.Value);
        return line;
    }

    /// <summary>Bytes as a person reads them.</summary>
    public static string Text(byte[]? bytes) => bytes is null ? "null" : Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : $"base64:{Convert.ToBase64String(bytes)}";

    private static void Add(Dictionary<string, object?> line, string name, byte[]? bytes)
    {
        if (bytes is null || Utf8.IsValid(bytes))
        {
            line[name] = bytes is null ? null : Encoding.UTF8.GetString(bytes);
        }
        else
        {
            line[name + "Base64"] = Convert.ToBase64String(bytes);
        }
    }
}
