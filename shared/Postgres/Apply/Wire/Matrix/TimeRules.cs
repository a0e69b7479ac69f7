using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire.Strings;
using CdcFunctions.Postgres.Apply.Wire.Times;
using static CdcFunctions.Postgres.Apply.Wire.ConversionGrade;

namespace CdcFunctions.Postgres.Apply.Wire.Matrix;

/// <summary>What goes into dates, times and intervals.</summary>
internal static class TimeRules
{
    private const string AsUtc = "read as UTC";
    private const string IsoText = "ISO 8601; without a zone read as UTC";

    public static Conversion? Date(ValueKind kind) => kind switch
    {
        ValueKind.Date => new(Checked, static pair => new DateEncoder<WordReader>(pair)),
        ValueKind.Timestamp or ValueKind.TimestampTz => new(Checked, static pair => new DateEncoder<DayReader>(pair), "midnight (UTC) only"),
        ValueKind.Text => new(Checked, static pair => new DateEncoder<DayFromTextReader>(pair), "ISO 8601"),
        _ => null,
    };

    public static Conversion? Time(ValueKind kind) => kind switch
    {
        ValueKind.Time => new(Checked, static pair => new TimeEncoder<WordReader>(pair)),
        ValueKind.Text => new(Checked, static pair => new TimeEncoder<TimeFromTextReader>(pair), "ISO 8601; a zone is left aside"),
        _ => null,
    };

    public static Conversion? TimeTz(ValueKind kind) => kind switch
    {
        ValueKind.Time => new(Checked, static pair => new TimeTzEncoder(pair), AsUtc),
        ValueKind.Text => new(Checked, static pair => new TimeTzEncoder(pair), IsoText),
        _ => null,
    };

    public static Conversion? Timestamp(ValueKind kind) => Moment(WireType.Timestamp, kind, ValueKind.Timestamp, "the moment in UTC");

    public static Conversion? TimestampTz(ValueKind kind) => Moment(WireType.TimestampTz, kind, ValueKind.TimestampTz, AsUtc);

    public static Conversion? Interval(ValueKind kind) => kind switch
    {
        ValueKind.Interval => new(Exact, static pair => new IntervalEncoder(pair)),
        ValueKind.Time => new(Exact, static pair => new IntervalEncoder(pair)),
        ValueKind.Text => new(Parsed, static pair => new ParsedByServerEncoder(pair)),
        _ => null,
    };

    private static Conversion? Moment(WireType wire, ValueKind kind, ValueKind own, string otherNote) => kind switch
    {
        ValueKind.Timestamp or ValueKind.TimestampTz => new(Checked, pair => new TimestampEncoder<WordReader>(pair, wire), kind == own ? null : otherNote),
        ValueKind.Date => new(Checked, pair => new TimestampEncoder<MidnightReader>(pair, wire), wire == WireType.Timestamp ? "midnight" : "midnight in UTC"),
        ValueKind.Text => new(Checked, pair => new TimestampEncoder<MomentFromTextReader>(pair, wire), IsoText),
        _ => null,
    };
}
