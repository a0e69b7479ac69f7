using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Whole JSON numbers inside a range.</summary>
internal sealed class IntegerReader(ColumnType type, long lowest, long highest) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out word) && word >= lowest && word <= highest
            ? ReadOutcome.Done
            : ReadOutcome.BadValue;
    }

    /// <summary>Signed integers of 1, 2, 4 or 8 bytes; one byte is held as <see cref="ValueKind.Int16"/>, PostgreSQL's smallest.</summary>
    public static IntegerReader Signed(int sizeBytes, string? sourceName = null) => sizeBytes switch
    {
        1 => new(new ColumnType(ValueKind.Int16, SourceName: sourceName), sbyte.MinValue, sbyte.MaxValue),
        2 => new(new ColumnType(ValueKind.Int16, SourceName: sourceName), short.MinValue, short.MaxValue),
        4 => new(new ColumnType(ValueKind.Int32, SourceName: sourceName), int.MinValue, int.MaxValue),
        _ => new(new ColumnType(ValueKind.Int64, SourceName: sourceName), long.MinValue, long.MaxValue),
    };
}
