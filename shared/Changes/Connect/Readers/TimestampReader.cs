using System.Text.Json;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Points in time: a number in a known unit, or ISO text.</summary>
/// <remarks>
/// Without zone the offset of a text is dropped: Debezium's <c>isostring</c> mode adds a Z that says nothing. With zone the offset
/// counts, and a text without one is UTC.
/// </remarks>
internal sealed class TimestampReader(ColumnType type, TimeUnit unit) : ValueReader(type)
{
    private readonly bool _isZoned = type.Kind == ValueKind.TimestampTz;

    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        if (reader.TokenType == JsonTokenType.String)
        {
            return ReadText(ref reader, scratch, out word);
        }

        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var value))
        {
            return ReadOutcome.BadValue;
        }

        if (unit == TimeUnit.Unknown)
        {
            return ReadOutcome.Ambiguous;
        }

        return TimeValue.TryMicroseconds(value, unit, scratch, out word) ? ReadOutcome.Done : ReadOutcome.BadValue;
    }

    /// <inheritdoc />
    public override string? Remedy(string column) => $"sourceTypes: {{ {column}: datetime2(3) }} (or the type the source declares)";

    private ReadOutcome ReadText(ref Utf8JsonReader reader, DecodeScratch scratch, out long word)
    {
        if (!Iso8601.TryTimestamp(scratch.Text(ref reader), out word, out var offset, out _, out var isTruncated))
        {
            return ReadOutcome.BadValue;
        }

        if (_isZoned && offset != 0)
        {
            var exact = (Int128)word - (offset * 1_000_000);
            word = (long)exact;
            if (exact != word)
            {
                return ReadOutcome.BadValue;
            }
        }

        scratch.TruncatedTimes += isTruncated ? 1 : 0;
        return ReadOutcome.Done;
    }
}
