using System.Text.Json;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Durations: text, or a number in a known unit.</summary>
/// <remarks>Debezium's Cassandra connector sums a duration up to nanoseconds, a month as 30 days: months and days cannot be told again.</remarks>
internal sealed class DurationReader(ColumnType type, TimeUnit unit) : ValueReader(type)
{
    public override ReadOutcome Read(ref Utf8JsonReader reader, ByteArena arena, DecodeScratch scratch, out long word)
    {
        word = 0;
        IntervalValue value;
        if (reader.TokenType == JsonTokenType.String)
        {
            if (!DurationText.TryParse(scratch.Text(ref reader), out value, out var isTruncated))
            {
                return ReadOutcome.BadValue;
            }

            scratch.TruncatedTimes += isTruncated ? 1 : 0;
        }
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
        {
            if (unit == TimeUnit.Unknown)
            {
                return ReadOutcome.Ambiguous;
            }

            if (!TryMicroseconds(number, scratch, out var microseconds))
            {
                return ReadOutcome.BadValue;
            }

            value = new(0, 0, microseconds);
        }
        else
        {
            return ReadOutcome.BadValue;
        }

        word = value.Append(arena);
        return ReadOutcome.Done;
    }

    // A length is cut towards zero, a point in time towards the past.
    private bool TryMicroseconds(long number, DecodeScratch scratch, out long microseconds)
    {
        if (unit != TimeUnit.Nanoseconds)
        {
            return TimeValue.TryMicroseconds(number, unit, scratch, out microseconds);
        }

        microseconds = number / 1000;
        scratch.TruncatedTimes += microseconds * 1000 != number ? 1 : 0;
        return true;
    }
}
