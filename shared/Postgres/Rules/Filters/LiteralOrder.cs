using System.Globalization;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration.Filters;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>Compares values of a column with a literal of the filter.</summary>
/// <remarks>Text compares byte by byte, as PostgreSQL's collation "C" does; NaN and infinities equal nothing and lie on no side.</remarks>
internal static class LiteralOrder
{
    /// <summary>Compares a value with the literal (null: not comparable), or null when the literal is none for this column.</summary>
    public static Func<ColumnBuffer, int, int?>? For(ValueKind kind, FilterLiteral literal) => kind switch
    {
        ValueKind.Boolean => literal.Text is "true" or "false" or "0" or "1" ? Word(literal.Text is "true" or "1" ? 1 : 0) : null,
        ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => Number(literal) is { } number ? (column, row) => ((decimal)column.Word(row)).CompareTo(number) : null,
        ValueKind.Float32 => Double(literal) is { } single ? (column, row) => Order(BitConverter.Int32BitsToSingle((int)column.Word(row)), single) : null,
        ValueKind.Float64 => Double(literal) is { } number ? (column, row) => Order(BitConverter.Int64BitsToDouble(column.Word(row)), number) : null,
        ValueKind.Decimal => Number(literal) is null ? null : Bytes(Encoding.ASCII.GetBytes(literal.Text.Trim()), DecimalOrder.Compare),
        ValueKind.Text or ValueKind.Inet => literal.Form == FilterLiteralForm.Text ? Bytes(Encoding.UTF8.GetBytes(literal.Text), static (left, right) => left.SequenceCompareTo(right)) : null,
        ValueKind.Uuid => Guid.TryParse(literal.Text, out var uuid) ? Bytes(uuid.ToByteArray(bigEndian: true), static (left, right) => left.SequenceCompareTo(right)) : null,
        ValueKind.Bytes => Hex(literal.Text) is { } bytes ? Bytes(bytes, static (left, right) => left.SequenceCompareTo(right)) : null,
        ValueKind.Date => DateOnly.TryParseExact(literal.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Word(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) : null,
        ValueKind.Time => TimeOnly.TryParse(literal.Text, CultureInfo.InvariantCulture, out var time) ? Word(time.Ticks / TimeSpan.TicksPerMicrosecond) : null,
        ValueKind.Timestamp or ValueKind.TimestampTz => literal.Form == FilterLiteralForm.Text
            && DateTimeOffset.TryParse(literal.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? Word((moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) : null,
        _ => null,
    };

    private static decimal? Number(FilterLiteral literal)
        => literal.Form != FilterLiteralForm.Boolean && decimal.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Double(FilterLiteral literal)
        => literal.Form != FilterLiteralForm.Boolean && double.TryParse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static byte[]? Hex(string text)
    {
        try
        {
            return Convert.FromHexString(text.StartsWith(@"\x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static int? Order(double value, double literal) => double.IsFinite(value) ? value.CompareTo(literal) : null;

    private static Func<ColumnBuffer, int, int?> Word(long literal) => (column, row) => column.Word(row).CompareTo(literal);

    private static Func<ColumnBuffer, int, int?> Bytes(byte[] literal, Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>, int?> order) => (column, row) => order(column.Bytes(row), literal);
}
