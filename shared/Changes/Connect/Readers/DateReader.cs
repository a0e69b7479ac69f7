using System.Text.Json;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Days since the epoch, or ISO text; the Z that Debezium's <c>isostring</c> mode adds says nothing.</summary>
internal sealed class DateReader(ColumnType type) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        var isRead = reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetInt64(out word),
            JsonTokenType.String => Iso8601.TryDate(scratch.Text(ref reader), out word),
            _ => false,
        };
        return isRead && word is >= int.MinValue and <= int.MaxValue ? ReadOutcome.Done : ReadOutcome.BadValue;
    }
}
