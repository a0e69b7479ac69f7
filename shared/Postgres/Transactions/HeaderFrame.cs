using System.Buffers.Binary;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Transactions;

/// <summary>Record headers as bytes: their count, then length and bytes of each name and value; length -1 is a null value.</summary>
internal static class HeaderFrame
{
    /// <summary>The bytes; null for no headers.</summary>
    public static byte[]? Write(IReadOnlyList<RecordHeader>? headers)
    {
        if (headers is null or [])
        {
            return null;
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(headers.Count);
        foreach (var header in headers)
        {
            var name = Encoding.UTF8.GetBytes(header.Name);
            writer.Write(name.Length);
            writer.Write(name);
            writer.Write(header.Value?.Length ?? -1);
            writer.Write(header.Value ?? []);
        }

        return stream.ToArray();
    }

    /// <summary>The headers; null for none.</summary>
    public static IReadOnlyList<RecordHeader>? Read(byte[]? frame)
    {
        if (frame is null)
        {
            return null;
        }

        var rest = frame.AsSpan();
        var headers = new RecordHeader[Number(ref rest)];
        for (var i = 0; i < headers.Length; i++)
        {
            var name = Encoding.UTF8.GetString(Bytes(ref rest)!);
            headers[i] = new RecordHeader(name, Bytes(ref rest));
        }

        return headers;
    }

    private static int Number(ref Span<byte> rest)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[4..];
        return number;
    }

    private static byte[]? Bytes(ref Span<byte> rest)
    {
        var length = Number(ref rest);
        if (length < 0)
        {
            return null;
        }

        var bytes = rest[..length].ToArray();
        rest = rest[length..];
        return bytes;
    }
}
