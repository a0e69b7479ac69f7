using System.Buffers.Text;

namespace CdcFunctions.Host.Hosting;

/// <summary>Ranges of a process's memory that hold a file's pages and nothing that the process has written into them.</summary>
/// <remarks>
/// That a range cannot be written now does not say that it never was: an agent of a profiler patches code and closes it again, and some libraries are
/// relocated as they are loaded. Such pages are the process's own copies, which the kernel counts as anonymous, or as swapped. Read without making a string of each line:
/// that would be megabytes, and whoever asks wants to give memory back.
/// </remarks>
internal static class CleanMappings
{
    // The kernel hands out less than a page at a time, and a line is shorter than that.
    private const int Size = 16 * 1024;

    /// <summary>Reads the ranges as they are asked for.</summary>
    /// <param name="smaps">Text of <c>/proc/PID/smaps</c>: <c>start-end permissions offset device inode path</c>, then many lines of <c>Name: value kB</c>.</param>
    public static IEnumerable<(nuint Start, nuint Length)> Read(Stream smaps)
    {
        var buffer = new byte[Size];
        var mapping = default(Mapping);
        for (int filled = 0, read; (read = smaps.Read(buffer, filled, Size - filled)) > 0;)
        {
            filled += read;
            var at = 0;
            for (int length; (length = Array.IndexOf(buffer, (byte)'\n', at, filled - at) - at) >= 0; at += length + 1)
            {
                mapping = mapping.With(buffer.AsSpan(at, length));
                if (mapping is { IsUnwritten: true, IsUnswapped: true })
                {
                    yield return (mapping.Start, mapping.Length);
                    mapping = default;
                }
            }

            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            filled -= at;
        }
    }

    // What is known of the mapping whose lines are read; nothing of one that holds no file's pages.
    private readonly record struct Mapping(nuint Start, nuint Length)
    {
        public bool IsUnwritten { get; init; }

        public bool IsUnswapped { get; init; }

        public Mapping With(ReadOnlySpan<byte> line)
        {
            var space = line.IndexOf((byte)' ');
            if (space <= 0 || line[space - 1] != ':')
            {
                return Of(line);
            }

            var isNothing = Length > 0 && line[space..].Trim((byte)' ').SequenceEqual("0 kB"u8);
            return line[..space] switch
            {
                var name when name.SequenceEqual("Anonymous:"u8) => this with { IsUnwritten = isNothing },
                var name when name.SequenceEqual("Swap:"u8) => this with { IsUnswapped = isNothing },
                _ => this,
            };
        }

        private static Mapping Of(ReadOnlySpan<byte> line)
        {
            if (!Utf8Parser.TryParse(line, out ulong start, out var first, 'x') || !Utf8Parser.TryParse(line[Math.Min(first + 1, line.Length)..], out ulong end, out var second, 'x'))
            {
                return default;
            }

            // Code, and libraries mapped whole to be read. A file that was deleted is none: the runtime keeps code of its own making there.
            var rest = line[(first + 1 + second)..];
            var isRead = rest.StartsWith(" r-xp "u8) || rest.StartsWith(" r--s "u8);
            return isRead && rest.IndexOf(" /"u8) > 0 && !rest.EndsWith("(deleted)"u8) ? new Mapping((nuint)start, (nuint)(end - start)) : default;
        }
    }
}
