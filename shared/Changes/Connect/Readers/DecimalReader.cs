using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Decimals without loss: base64 with a scale, text, JSON numbers, or {scale, value}.</summary>
/// <param name="type">Column type; its scale is that of base64 values.</param>
/// <param name="form">What a JSON string is.</param>
/// <param name="isEvident">True when an unmistakable string overrides <paramref name="form"/>; false when the schema decides.</param>
internal sealed class DecimalReader(ColumnType type, DecimalForm form, bool isEvident = true) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                word = arena.Append(reader.ValueSpan);
                return ReadOutcome.Done;
            case JsonTokenType.String:
                return ReadString(scratch.Text(ref reader), arena, scratch, out word);
            case JsonTokenType.StartObject:
                return VariableScale.Read(ref reader, arena, scratch, out word);
            default:
                return ReadOutcome.BadValue;
        }
    }

    /// <inheritdoc />
    public override string? Remedy(string column) => Type.Scale is null
        ? $"sourceTypes: {{ {column}: decimal(p,s) }} with the source's precision and scale"
        : null;

    private ReadOutcome ReadString(ReadOnlySpan<byte> text, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        var isText = (isEvident || form == DecimalForm.Text) && DecimalText.IsValid(text);
        if (!isEvident)
        {
            return form == DecimalForm.Text ? Keep(isText, text, arena, out word) : ReadBase64(text, arena, scratch, out word);
        }

        var isBase64 = Base64.IsValid(text) && !text.IsEmpty;
        if (isText && isBase64 && form == DecimalForm.Unknown)
        {
            return ReadOutcome.Ambiguous;
        }

        return isText && (!isBase64 || form == DecimalForm.Text)
            ? Keep(isText, text, arena, out word)
            : ReadBase64(text, arena, scratch, out word);
    }

    private static ReadOutcome Keep(bool isText, ReadOnlySpan<byte> text, ByteArena arena, out long word)
    {
        word = isText ? arena.Append(text) : 0;
        return isText ? ReadOutcome.Done : ReadOutcome.BadValue;
    }

    private ReadOutcome ReadBase64(ReadOnlySpan<byte> text, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        Span<byte> small = stackalloc byte[64];
        var bytes = text.Length <= 80 ? small : scratch.Inner.Reserve(text.Length);
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) != OperationStatus.Done)
        {
            return ReadOutcome.BadValue;
        }

        if (Type.Scale is not { } scale)
        {
            return ReadOutcome.Ambiguous;
        }

        return UnscaledDecimal.TryAppend(bytes[..written], scale, arena, out word) ? ReadOutcome.Done : ReadOutcome.BadValue;
    }
}
