using System.Text.Json;
using CdcFunctions.Changes.Connect.Readers;

namespace CdcFunctions.Changes.Connect.Structures;

/// <summary>Values for a JSON column of the target: structures as they are, and documents that the source keeps as text.</summary>
internal sealed class DocumentReader(ColumnType type, NaturalReader structures) : ValueReader(type)
{
    private readonly JsonStringReader _texts = new(type);

    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
        => reader.TokenType == JsonTokenType.String
            ? _texts.Read(ref reader, arena, scratch, out word)
            : structures.Read(ref reader, arena, scratch, out word);
}
