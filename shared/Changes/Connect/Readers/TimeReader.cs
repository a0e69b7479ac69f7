using System.Text.Json;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Time of day: a number in a known unit, or ISO text.</summary>
/// <param name="type">Column type.</param>
/// <param name="unit">Unit of numbers.</param>
/// <param name="isZoned">True for text whose offset counts (ZonedTime); the result is UTC.</param>
internal sealed class TimeReader(ColumnType type, TimeUnit unit, bool isZoned = false) : ValueReader(type)
{
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

        return TimeValue.TryMicroseconds(value, unit, scratch, out word) && IsTimeOfDay(word) ? ReadOutcome.Done : ReadOutcome.BadValue;
    }

    /// <inheritdoc />
    public override string? Remedy(string column) => $"sourceTypes: {{ {column}: time(7) }} (or the precision the source declares)";

    private ReadOutcome ReadText(ref Utf8JsonReader reader, DecodeScratch scratch, out long word)
    {
        if (!Iso8601.TryTime(scratch.Text(ref reader), out word, out var offset, out var isTruncated))
        {
            return ReadOutcome.BadValue;
        }

        if (isZoned)
        {
            word = (word - (offset * 1_000_000) + CivilDate.DayMicroseconds) % CivilDate.DayMicroseconds;
        }

        scratch.TruncatedTimes += isTruncated ? 1 : 0;
        return ReadOutcome.Done;
    }

    private static bool IsTimeOfDay(long microseconds) => microseconds is >= 0 and < CivilDate.DayMicroseconds;
}
