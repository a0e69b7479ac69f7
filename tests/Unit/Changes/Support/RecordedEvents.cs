using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CdcFunctions.Changes;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>Reads recorded events, one record a line as <c>kcat -J</c> prints them.</summary>
internal static class RecordedEvents
{
    private static readonly string Root = FindRoot();

    /// <summary>Folder of recordings.</summary>
    public static string Folder => Path.Combine(Root, "tests", "Fixtures");

    /// <summary>All records of <c>dialect/name</c>, gzipped or not.</summary>
    public static SourceRecord[] Load(string recording)
    {
        var path = Path.Combine(Folder, recording + ".jsonl");
        using Stream file = File.Exists(path) ? File.OpenRead(path) : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        using var lines = new StreamReader(file, Encoding.UTF8);
        var records = new List<SourceRecord>();
        while (lines.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            records.Add(Read(document.RootElement));
        }

        return [.. records];
    }

    private static SourceRecord Read(JsonElement line) => new(
        line.GetProperty("topic").GetString()!,
        line.GetProperty("partition").GetInt32(),
        line.GetProperty("offset").GetInt64(),
        Bytes(line, "key"),
        Bytes(line, "payload"),
        line.GetProperty("ts").GetInt64(),
        line.TryGetProperty("headers", out var headers) ? Headers(headers) : null);

    private static byte[]? Bytes(JsonElement line, string name)
        => line.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(text.GetString()!) : null;

    private static RecordHeader[] Headers(JsonElement flat)
    {
        var parts = flat.EnumerateArray().Select(one => one.GetString()).ToArray();
        return [.. parts.Chunk(2).Select(pair => new RecordHeader(pair[0]!, pair[1] is { } value ? Encoding.UTF8.GetBytes(value) : null))];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CdcFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("CdcFunctions.sln");
    }
}
