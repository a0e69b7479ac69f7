using System.IO.Compression;
using System.Runtime.CompilerServices;
using CdcFunctions.Changes;

namespace CdcFunctions.Host.Replay;

/// <summary>Reads recordings: one Kafka record a line as <c>kcat -J</c> prints it, plain or gzipped, however long the file.</summary>
public static class RecordedEvents
{
    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    /// <summary>The records of a file, in order.</summary>
    /// <exception cref="RecordedEventsException">The file is not there, not readable, or a line is no record.</exception>
    public static async IAsyncEnumerable<SourceRecord> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var file = Open(path);
        await foreach (var record in ReadAsync(file, path, cancellation))
        {
            yield return record;
        }
    }

    /// <summary>The records of a stream, in order; <paramref name="name"/> stands for the file in messages.</summary>
    /// <exception cref="RecordedEventsException">A line is no record.</exception>
    public static async IAsyncEnumerable<SourceRecord> ReadAsync(Stream stream, string name, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var reader = new StreamReader(await UnpackedAsync(stream, cancellation));
        for (var line = 1; await NextLineAsync(reader, name, line, cancellation) is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return RecordedLine.Parse(text, name, line);
            }
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RecordedEventsException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static async Task<Stream> UnpackedAsync(Stream stream, CancellationToken cancellation)
    {
        var buffered = new BufferedStream(stream, 1 << 16);
        var start = new byte[2];
        var read = await buffered.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, cancellation);
        var whole = new PrefixedStream(start.AsMemory(0, read), buffered);
        return start.AsSpan(0, read).SequenceEqual(GzipMagic) ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }

    private static async Task<string?> NextLineAsync(StreamReader reader, string name, int line, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadLineAsync(cancellation);
        }
        catch (InvalidDataException exception)
        {
            throw new RecordedEventsException($"{name}:{line}: the file's gzip data is damaged from here on. Copy it again from where it was recorded.", exception);
        }
    }
}
