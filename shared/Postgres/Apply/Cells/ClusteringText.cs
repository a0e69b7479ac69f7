using System.Globalization;
using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Reads a bound's value, printed by Cassandra's marshal type, into the form the column's own values have.</summary>
internal static class ClusteringText
{
    private const long MicrosecondsPerSecond = 1_000_000;

    /// <summary>The word or bytes of the printed value; false when it is not understood.</summary>
    public static bool TryParse(ValueKind kind, string text, out long word, out byte[] bytes)
    {
        (word, bytes) = (0, []);
        switch (kind)
        {
            case ValueKind.Boolean when bool.TryParse(text, out var flag):
                word = flag ? 1 : 0;
                return true;
            case ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out word);
            case ValueKind.Float32 when float.TryParse(text, CultureInfo.InvariantCulture, out var single):
                word = BitConverter.SingleToInt32Bits(single);
                return true;
            case ValueKind.Float64 when double.TryParse(text, CultureInfo.InvariantCulture, out var number):
                word = BitConverter.DoubleToInt64Bits(number);
                return true;
            case ValueKind.Text or ValueKind.Decimal:
                bytes = Encoding.UTF8.GetBytes(text);
                return true;
            case ValueKind.Inet:
                bytes = Encoding.UTF8.GetBytes(text[(text.IndexOf('/', StringComparison.Ordinal) + 1)..]);
                return true;
            case ValueKind.Uuid when Guid.TryParse(text, out var uuid):
                bytes = uuid.ToByteArray(bigEndian: true);
                return true;
            case ValueKind.Bytes:
                return TryParseHex(text, out bytes);
            case ValueKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day):
                word = day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
                return true;
            case ValueKind.Time:
                return TryParseTime(text, out word);
            case ValueKind.Timestamp or ValueKind.TimestampTz
                when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment):
                word = (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseHex(string text, out byte[] bytes)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        bytes = new byte[digits.Length / 2];
        return digits.Length % 2 == 0
            && Convert.FromHexString(digits, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == bytes.Length;
    }

    // 08:30:15.123456789; digits beyond microseconds are cut, as those of the rows are.
    private static bool TryParseTime(string text, out long microseconds)
    {
        microseconds = 0;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? "" : text[(point + 1)..];
        if (!TimeOnly.TryParseExact(point < 0 ? text : text[..point], ["HH:mm:ss", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return false;
        }

        var isNumber = int.TryParse(fraction.PadRight(6, '0')[..6], NumberStyles.None, CultureInfo.InvariantCulture, out var rest);
        microseconds = (time.Ticks / TimeSpan.TicksPerSecond * MicrosecondsPerSecond) + rest;
        return isNumber;
    }
}
