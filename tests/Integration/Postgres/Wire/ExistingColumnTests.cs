using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Integration.Postgres.Wire;

/// <summary>Values into columns that a person made, of another type than the one this project would create.</summary>
public class ExistingColumnTests
{
    private static readonly byte[] SomeUuid = new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff").ToByteArray(bigEndian: true);

    public static TheoryData<string, ValueKind, object?[], string?[]> Numbers => new()
    {
        { "boolean", ValueKind.Int16, [0, 1], ["false", "true"] },
        { "boolean", ValueKind.Text, ["TRUE", "f", "no", "on", "1"], ["true", "false", "false", "true", "true"] },
        { "boolean", ValueKind.Decimal, ["1.0", "0"], ["true", "false"] },
        { "smallint", ValueKind.Int64, [32767L, -32768L], ["32767", "-32768"] },
        { "smallint", ValueKind.Boolean, [true], ["1"] },
        { "integer", ValueKind.Decimal, ["2147483647.00", "-2147483648", "1E+3", "0"], ["2147483647", "-2147483648", "1000", "0"] },
        { "integer", ValueKind.Float64, [12d, -0d], ["12", "0"] },
        { "bigint", ValueKind.Text, [" 9223372036854775807 ", "-9223372036854775808", "+7"], ["9223372036854775807", "-9223372036854775808", "7"] },
        { "bigint", ValueKind.Float32, [16777216f], ["16777216"] },
        { "real", ValueKind.Int32, [16777216], ["1.6777216e+07"] },
        { "real", ValueKind.Float64, [0.5, double.NaN, double.PositiveInfinity], ["0.5", "NaN", "Infinity"] },
        { "double precision", ValueKind.Decimal, ["49.90", "1E-20", "-Infinity", "NaN"], ["49.9", "1e-20", "-Infinity", "NaN"] },
        { "double precision", ValueKind.Int64, [9007199254740992L], ["9.007199254740992e+15"] },
        { "double precision", ValueKind.Float32, [4.3f], ["4.300000190734863"] },
        { "numeric", ValueKind.Int64, [long.MinValue], ["-9223372036854775808"] },
        { "numeric", ValueKind.Float64, [0.1, 1e20, double.NaN, double.PositiveInfinity], ["0.1", "100000000000000000000", "NaN", "Infinity"] },
        { "numeric", ValueKind.Decimal, ["Infinity", "-Infinity"], ["Infinity", "-Infinity"] },
        { "numeric(12,2)", ValueKind.Decimal, ["9999999999.99", "-9999999999.99", "1.5", "1.5000", "0", "NaN", "1E+3"], ["9999999999.99", "-9999999999.99", "1.50", "1.50", "0.00", "NaN", "1000.00"] },
        { "numeric(3)", ValueKind.Text, ["999", "-1"], ["999", "-1"] },
        { "numeric(5,-2)", ValueKind.Decimal, ["1234500", "100"], ["1234500", "100"] },
        { "numeric(2,4)", ValueKind.Decimal, ["0.0099"], ["0.0099"] },
    };

    public static TheoryData<string, ValueKind, object?[], string?[]> Texts => new()
    {
        { "varchar(5)", ValueKind.Text, ["žluťo", "", "ab   ", "abcde   "], ["žluťo", "", "ab   ", "abcde"] },
        { "char(3)", ValueKind.Text, ["ab", "abc", "a     "], ["ab", "abc", "a"] },
        { "varchar(40)", ValueKind.Uuid, [SomeUuid], ["6f9619ff-8b86-d011-b42d-00c04fc964ff"] },
        { "varchar(5)", ValueKind.Int32, [12345], ["12345"] },
        { "text", ValueKind.Decimal, ["1E+3"], ["1E+3"] },
        { "uuid", ValueKind.Text, ["6F9619FF-8B86-D011-B42D-00C04FC964FF", "{6f9619ff8b86d011b42d00c04fc964ff}"], ["6f9619ff-8b86-d011-b42d-00c04fc964ff", "6f9619ff-8b86-d011-b42d-00c04fc964ff"] },
        { "uuid", ValueKind.Bytes, [SomeUuid], ["6f9619ff-8b86-d011-b42d-00c04fc964ff"] },
        { "bytea", ValueKind.Uuid, [SomeUuid], [@"\x6f9619ff8b86d011b42d00c04fc964ff"] },
        { "inet", ValueKind.Text, ["10.0.0.1"], ["10.0.0.1/32"] },
        { "cidr", ValueKind.Inet, ["10.0.0.0/8", "127.0.0.1", "2001:db8::/32"], ["10.0.0.0/8", "127.0.0.1/32", "2001:db8::/32"] },
    };

    public static TheoryData<string, ValueKind, object?[], string?[]> Times => new()
    {
        { "date", ValueKind.Timestamp, [0L, 86_400_000_000L, -86_400_000_000L], ["1970-01-01", "1970-01-02", "1969-12-31"] },
        { "date", ValueKind.Text, ["2017-09-15Z", "2026-08-20", "2026-08-20T00:00:00"], ["2017-09-15", "2026-08-20", "2026-08-20"] },
        { "time", ValueKind.Text, ["04:05:11.789Z", "04:05", "24:00:00"], ["04:05:11.789", "04:05:00", "24:00:00"] },
        { "timetz", ValueKind.Text, ["04:05:11.789+02:00", "04:05:11Z", "04:05:11-0330"], ["04:05:11.789+02", "04:05:11+00", "04:05:11-03:30"] },
        { "timetz", ValueKind.Time, [3_600_000_000L], ["01:00:00+00"] },
        { "timestamp", ValueKind.TimestampTz, [0L], ["1970-01-01 00:00:00"] },
        { "timestamp", ValueKind.Date, [-1], ["1969-12-31 00:00:00"] },
        { "timestamp", ValueKind.Text, ["2026-08-20T12:23:45.456Z", "2026-08-20 12:23", "2026-08-20T12:23:45+11:00"], ["2026-08-20 12:23:45.456", "2026-08-20 12:23:00", "2026-08-20 01:23:45"] },
        { "timestamptz", ValueKind.Timestamp, [0L], ["1970-01-01 09:00:00+09"] },
        { "timestamptz", ValueKind.Text, ["2026-08-20T12:23:45.456789+11:00", "1600-01-01T00:00-14:00"], ["2026-08-20 10:23:45.456789+09", "1600-01-01 23:18:59+09:18:59"] },
        { "timestamptz(3)", ValueKind.TimestampTz, [1_000L], ["1970-01-01 09:00:00.001+09"] },
        { "interval", ValueKind.Time, [3_600_000_000L], ["01:00:00"] },
        { "interval", ValueKind.Text, ["P1Y2M3DT4H5M6S", "2 days"], ["1 year 2 mons 3 days 04:05:06", "2 days"] },
    };

    public static TheoryData<string, ValueKind, object?[], string?[]> Documents => new()
    {
        { "json", ValueKind.Json, ["{\"a\" : 1}", "\"\\u0000\""], ["{\"a\" : 1}", "\"\\u0000\""] },
        { "jsonb", ValueKind.Text, ["[1, 2]", " {} ", "\"\\ud83d\\ude00\""], ["[1, 2]", "{}", "\"😀\""] },
        { "jsonb", ValueKind.Int64, [5L], ["5"] },
        { "jsonb", ValueKind.Boolean, [true], ["true"] },
        { "jsonb", ValueKind.Decimal, ["12.3400", "1E+3"], ["12.3400", "1000"] },
        { "jsonb", ValueKind.Float64, [1e300, 0.1], ["1" + new string('0', 300), "0.1"] },
        { "jsonb", ValueKind.Uuid, [SomeUuid], ["\"6f9619ff-8b86-d011-b42d-00c04fc964ff\""] },
        { "json", ValueKind.Date, [0], ["\"1970-01-01\""] },
        { "jsonb", ValueKind.TimestampTz, [0L], ["\"1970-01-01 00:00:00+00\""] },
        { "xml", ValueKind.Text, ["<a/>", "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>ž</a>"], ["<a/>", "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>ž</a>"] },
        { "text[]", ValueKind.Json, ["[\"a\",null,\"b\\\"c\\\\d\",\"\",\"NULL\",\"é\\u00e9\",1,true,{\"k\":[1]}]", "[]"], ["{a,NULL,\"b\\\"c\\\\d\",\"\",\"NULL\",éé,1,true,\"{\\\"k\\\":[1]}\"}", "{}"] },
        { "integer[]", ValueKind.Json, ["[1,-2,null]", "[[1,2],[3,4]]"], ["{1,-2,NULL}", "{{1,2},{3,4}}"] },
        { "uuid[]", ValueKind.Json, ["[\"6F9619FF-8B86-D011-B42D-00C04FC964FF\"]"], ["{6f9619ff-8b86-d011-b42d-00c04fc964ff}"] },
        { "bytea[]", ValueKind.Json, ["[\"yv66vg==\",\"\",null]"], ["{\"\\\\xcafebabe\",\"\\\\x\",NULL}"] },
        { "jsonb[]", ValueKind.Json, ["[{\"a\": 1},[2],\"x\",null]"], ["{\"{\\\"a\\\": 1}\",[2],\"\\\"x\\\"\",NULL}"] },
        { "numeric(5,2)[]", ValueKind.Json, ["[1.50,\"2\"]"], ["{1.50,2.00}"] },
        { "text[]", ValueKind.Text, ["{a,b}", "[\"a\"]"], ["{a,b}", "{a}"] },
        { "macaddr", ValueKind.Text, ["08:00:2b:01:02:03"], ["08:00:2b:01:02:03"] },
        { "tsvector", ValueKind.Text, ["a b"], ["'a' 'b'"] },
    };

    [SkippableTheory]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Texts))]
    [MemberData(nameof(Times))]
    [MemberData(nameof(Documents))]
    public async Task Values_that_fit_arrive(string type, ValueKind kind, object?[] values, string?[] expected)
    {
        var (stored, faults, rounded) = await RoundTrip.RunAsync(type, kind, values);

        Assert.Empty(faults);
        Assert.Equal(expected, stored);
        Assert.Equal(0, rounded);
    }

    public static TheoryData<string, ValueKind, object?[], string?[]> UserTypes => new()
    {
        { "mood", ValueKind.Text, ["sad", "it's \"ok\""], ["sad", "it's \"ok\""] },
        { "feeling", ValueKind.Text, ["sad"], ["sad"] },
        { "price", ValueKind.Decimal, ["12.30"], ["12.30"] },
        { "mood[]", ValueKind.Json, ["[\"sad\"]"], ["{sad}"] },
        { "pair", ValueKind.Json, ["{\"x\": 1, \"y\": \"two\"}", "{\"y\": \"\"}"], ["(1,two)", "(,\"\")"] },
        { "tags", ValueKind.Json, ["[\"a\"]"], ["{a}"] },
    };

    [SkippableTheory]
    [MemberData(nameof(UserTypes))]
    public async Task Enums_domains_and_row_types_take_their_base_form(string type, ValueKind kind, object?[] values, string?[] expected)
    {
        var (stored, faults, _) = await RoundTrip.RunAsync(
            """create type mood as enum ('sad', 'it''s "ok"'); create domain feeling as mood; create domain price as numeric(6,2) check (value > 0); create type pair as (x integer, y text); create domain tags as text[]""",
            type,
            kind,
            values);

        Assert.Empty(faults);
        Assert.Equal(expected, stored);
    }

    public static TheoryData<string, ValueKind, object?[]> Rounded => new()
    {
        { "real", ValueKind.Float64, [0.1] },
        { "real", ValueKind.Int64, [16777217L] },
        { "double precision", ValueKind.Int64, [9007199254740993L] },
        { "double precision", ValueKind.Decimal, ["1.23456789012345678"] },
        { "numeric(4,2)", ValueKind.Float64, [1.005] },
        { "timestamp(3)", ValueKind.Timestamp, [1L] },
        { "time(0)", ValueKind.Time, [1L] },
        { "timestamptz", ValueKind.Text, ["2026-08-20T12:23:45.1234567Z"] },
    };

    [SkippableTheory]
    [MemberData(nameof(Rounded))]
    public async Task Lost_digits_are_counted(string type, ValueKind kind, object?[] values)
    {
        var (stored, faults, rounded) = await RoundTrip.RunAsync(type, kind, values);

        Assert.Empty(faults);
        Assert.Single(stored);
        Assert.Equal(1, rounded);
    }

    public static TheoryData<string, ValueKind, CellFaultKind, object?[]> Faulty => new()
    {
        { "boolean", ValueKind.Int32, CellFaultKind.OutOfRange, [2, -1] },
        { "boolean", ValueKind.Text, CellFaultKind.BadFormat, ["maybe", ""] },
        { "smallint", ValueKind.Int32, CellFaultKind.OutOfRange, [32768, -32769] },
        { "integer", ValueKind.Decimal, CellFaultKind.OutOfRange, ["2147483648", "1E+30", "NaN"] },
        { "integer", ValueKind.Decimal, CellFaultKind.TooPrecise, ["1.5", "1E-3"] },
        { "bigint", ValueKind.Float64, CellFaultKind.OutOfRange, [9.3e18, double.NaN, double.NegativeInfinity] },
        { "bigint", ValueKind.Float64, CellFaultKind.TooPrecise, [0.5] },
        { "bigint", ValueKind.Text, CellFaultKind.BadFormat, ["", "x", "1 2", "1e", "--1", "0x1"] },
        { "bigint", ValueKind.Text, CellFaultKind.OutOfRange, ["9223372036854775808", "-9223372036854775809", "99999999999999999999"] },
        { "real", ValueKind.Float64, CellFaultKind.OutOfRange, [1e39, 1e-60] },
        { "double precision", ValueKind.Decimal, CellFaultKind.OutOfRange, ["1E+400", "1E-400"] },
        { "numeric(4,2)", ValueKind.Decimal, CellFaultKind.OutOfRange, ["100", "-100.00", "1E+5", "Infinity"] },
        { "numeric(4,2)", ValueKind.Decimal, CellFaultKind.TooPrecise, ["1.005", "1E-3"] },
        { "numeric(5,-2)", ValueKind.Decimal, CellFaultKind.TooPrecise, ["150"] },
        { "numeric", ValueKind.Decimal, CellFaultKind.OutOfRange, ["1E+131072", "1E-16384", "1E+999999999999"] },
        { "numeric", ValueKind.Text, CellFaultKind.BadFormat, ["", "abc", "1.2.3", "1e5.5", "."] },
        { "varchar(3)", ValueKind.Text, CellFaultKind.TooLong, ["abcd", "žžžž"] },
        { "char(2)", ValueKind.Int32, CellFaultKind.TooLong, [123] },
        { "text", ValueKind.Text, CellFaultKind.NulInText, ["a\0b"] },
        { "text", ValueKind.Text, CellFaultKind.BadEncoding, [new byte[] { 0xff }, new byte[] { 0xc3 }, new byte[] { 0xed, 0xa0, 0x80 }] },
        { "uuid", ValueKind.Text, CellFaultKind.BadFormat, ["", "6f9619ff", "6f9619ff-8b86-d011-b42d-00c04fc964fg", "6f9619ff-8b86-d011-b42d-00c04fc964ff0"] },
        { "uuid", ValueKind.Bytes, CellFaultKind.BadFormat, [new byte[15]] },
        { "inet", ValueKind.Text, CellFaultKind.BadFormat, ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1:2", ":::", "1::2::3", "10.0.0.1/33", "::/129", "fe80::1%eth0", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:", "host/10.0.0.1", "12345::"] },
        { "cidr", ValueKind.Inet, CellFaultKind.BadFormat, ["10.0.0.1/8"] },
        { "date", ValueKind.Date, CellFaultKind.OutOfRange, [-2440589, 2145042906] },
        { "date", ValueKind.Timestamp, CellFaultKind.TooPrecise, [1L, -1L] },
        { "date", ValueKind.Text, CellFaultKind.BadFormat, ["2026-02-29", "2026-13-01", "20260801", "x", ""] },
        { "time", ValueKind.Time, CellFaultKind.OutOfRange, [-1L, 86_400_000_001L] },
        { "time", ValueKind.Text, CellFaultKind.BadFormat, ["25:00", "12:60", "12", "12:00:00+25:00"] },
        { "timestamp", ValueKind.Timestamp, CellFaultKind.OutOfRange, [-210866803200000001L, long.MinValue] },
        { "timestamp", ValueKind.Date, CellFaultKind.OutOfRange, [int.MaxValue, int.MinValue] },
        { "jsonb", ValueKind.Text, CellFaultKind.BadJson, ["", "{", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", "nul", "[1] 2", "\"\u0001\"", "\"\\x\"", "\"\\ud83d\"", "'a'", "NaN", new string('[', 600) + new string(']', 600)] },
        { "jsonb", ValueKind.Json, CellFaultKind.NulInText, ["\"a\\u0000\""] },
        { "jsonb", ValueKind.Json, CellFaultKind.OutOfRange, ["1E+200000"] },
        { "jsonb", ValueKind.Float64, CellFaultKind.OutOfRange, [double.NaN, double.PositiveInfinity] },
        { "text[]", ValueKind.Json, CellFaultKind.BadFormat, ["{}", "1", "null"] },
        { "bytea[]", ValueKind.Json, CellFaultKind.BadFormat, ["[1]", "[\"*\"]"] },
    };

    [SkippableTheory]
    [MemberData(nameof(Faulty))]
    public async Task Values_that_do_not_fit_are_told_before_they_are_sent(string type, ValueKind kind, CellFaultKind expected, object?[] values)
    {

        var (stored, faults, _) = await RoundTrip.RunAsync(type, kind, values);

        Assert.All(stored, Assert.Null);
        Assert.Equal(Enumerable.Repeat(expected, values.Length).ToArray(), faults.Select(static fault => fault.Kind).ToArray());
        Assert.All(faults, static fault => Assert.Contains("column v", fault.Message, StringComparison.Ordinal));
    }
}
