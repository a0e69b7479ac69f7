using System.Buffers.Text;
using System.Text.Json;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Wire.Documents;

/// <summary>Writes a checked JSON array as a PostgreSQL array literal: <c>[1,null,"a b"]</c> becomes <c>{"1",NULL,"a b"}</c>.</summary>
internal static class ArrayLiteral
{
    // A one-character element gains two quotes, and every byte may gain a backslash; base64 of nothing becomes "\\x".
    private const int Growth = 4;
    private const int Margin = 32;

    /// <summary>Room that is enough for a JSON text of this size.</summary>
    public static int Largest(int size) => (Growth * size) + Margin;

    /// <summary>How elements of this type are written.</summary>
    public static ArrayElementForm FormOf(PgType? element) => element?.Underlying.Name switch
    {
        "bytea" => ArrayElementForm.Bytes,
        "json" or "jsonb" => ArrayElementForm.Json,
        _ => ArrayElementForm.Scalar,
    };

    /// <summary>Writes the literal; false when the text is no array or an element has no form in the array's type.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> json, ArrayElementForm form, Span<byte> target, out int size)
    {
        size = 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1_000 });
        reader.Read();
        return reader.TokenType == JsonTokenType.StartArray && TryWriteArray(ref reader, json, form, target, ref size);
    }

    private static bool TryWriteArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ArrayElementForm form, Span<byte> target, ref int size)
    {
        target[size++] = (byte)'{';
        for (var isFirst = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; isFirst = false)
        {
            if (!isFirst)
            {
                target[size++] = (byte)',';
            }

            if (!TryWriteElement(ref reader, json, form, target, ref size))
            {
                return false;
            }
        }

        target[size++] = (byte)'}';
        return true;
    }

    private static bool TryWriteElement(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ArrayElementForm form, Span<byte> target, ref int size)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            "NULL"u8.CopyTo(target[size..]);
            size += 4;
            return true;
        }

        if (form == ArrayElementForm.Json || reader.TokenType == JsonTokenType.StartObject)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return WriteQuoted(json[start..(int)reader.BytesConsumed], target, ref size);
        }

        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return TryWriteArray(ref reader, json, form, target, ref size);
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return form != ArrayElementForm.Bytes && WriteQuoted(reader.ValueSpan, target, ref size);
        }

        return form == ArrayElementForm.Bytes ? TryWriteBytes(reader.ValueSpan, target, ref size) : WriteString(ref reader, target, ref size);
    }

    // The string is unescaped behind the room its quoted form may take, and then quoted into place.
    private static bool WriteString(ref Utf8JsonReader reader, Span<byte> target, ref int size)
    {
        if (!reader.ValueIsEscaped)
        {
            return WriteQuoted(reader.ValueSpan, target, ref size);
        }

        var behind = size + (2 * reader.ValueSpan.Length) + 2;
        var length = reader.CopyString(target[behind..]);
        return WriteQuoted(target.Slice(behind, length), target, ref size);
    }

    private static bool WriteQuoted(ReadOnlySpan<byte> text, Span<byte> target, ref int size)
    {
        target[size++] = (byte)'"';
        foreach (var character in text)
        {
            if (character is (byte)'"' or (byte)'\\')
            {
                target[size++] = (byte)'\\';
            }

            target[size++] = character;
        }

        target[size++] = (byte)'"';
        return true;
    }

    private static bool TryWriteBytes(ReadOnlySpan<byte> base64, Span<byte> target, ref int size)
    {
        @"""\\x"u8.CopyTo(target[size..]);
        size += 4;
        Span<byte> block = stackalloc byte[48];
        while (!base64.IsEmpty)
        {
            var part = base64[..Math.Min(64, base64.Length)];
            base64 = base64[part.Length..];
            if (Base64.DecodeFromUtf8(part, block, out _, out var decoded) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            Convert.TryToHexStringLower(block[..decoded], target[size..], out var written);
            size += written;
        }

        target[size++] = (byte)'"';
        return true;
    }
}
