using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Unit.Postgres.Cells;

public sealed class ClusteringBytesTests
{
    [Theory]
    [InlineData(ValueKind.Int32, "-2147483648", "-1", "0", "1", "2147483647")]
    [InlineData(ValueKind.Int64, "-9223372036854775808", "-5", "0", "7", "9223372036854775807")]
    [InlineData(ValueKind.Boolean, "false", "true")]
    [InlineData(ValueKind.Text, "", "a", "aa", "b", "z", "é", "ü", "日")]
    [InlineData(ValueKind.Float64, "-Infinity", "-1.0E10", "-0.5", "-0.0", "0.0", "1.5", "1.0E300", "Infinity", "NaN")]
    [InlineData(ValueKind.Float32, "-2.5", "0.0", "1.5")]
    [InlineData(ValueKind.Decimal, "-123.45", "-100", "-99.9", "-1E-10", "0.000", "1E-10", "0.5", "1.50", "1.500001", "9", "10", "1E+3", "1000.1")]
    [InlineData(ValueKind.TimestampTz, "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00.000Z", "2024-01-01T00:00:00.001Z")]
    [InlineData(ValueKind.Date, "1812-01-01", "1970-01-01", "2024-02-29")]
    [InlineData(ValueKind.Time, "00:00:00.000000000", "08:30:15.123456789", "23:59:59.999999999")]
    [InlineData(ValueKind.Bytes, "", "00", "0001", "01", "7f", "80", "ff", "ff00")]
    [InlineData(ValueKind.Inet, "1.2.3.4", "2001:db8:0:0:0:ff00:42:8329", "192.168.1.17", "255.0.0.1")]
    [InlineData(ValueKind.Uuid, "d0b11f0a-1dd1-11b2-8080-808080808080", "50554d6e-29bb-11ee-be56-0242ac120002", "3b241101-e2bb-4255-8caf-4136c566a962", "c7c9c3d2-4c1c-4a53-9d1b-6f6b21f0e6a1")]
    public void Values_sort_as_in_cassandra_and_backwards_when_descending(ValueKind kind, params string[] sorted)
    {
        foreach (var (left, right) in sorted.Zip(sorted.Skip(1)))
        {
            Assert.True(Bytes(kind, left, false).AsSpan().SequenceCompareTo(Bytes(kind, right, false)) < 0, $"{left} before {right}");
            Assert.True(Bytes(kind, left, true).AsSpan().SequenceCompareTo(Bytes(kind, right, true)) > 0, $"{right} before {left}");
        }
    }

    [Fact]
    public void Time_uuids_sort_by_their_time_and_then_by_signed_bytes()
    {
        var type = new ColumnType(ValueKind.Uuid, SourceName: "timeuuid");
        var early = Bytes(type, "50554d6e-29bb-11ee-be56-0242ac120002");
        var late = Bytes(type, "00000000-29bc-11ee-0056-0242ac120002");
        var negativeNode = Bytes(type, "50554d6e-29bb-11ee-8056-0242ac120002");

        Assert.True(early.AsSpan().SequenceCompareTo(late) < 0);
        Assert.True(negativeNode.AsSpan().SequenceCompareTo(early) < 0);
    }

    [Theory]
    [InlineData(ValueKind.Json, "{}")]
    [InlineData(ValueKind.Int32, "x")]
    [InlineData(ValueKind.Bytes, "0x1")]
    [InlineData(ValueKind.Uuid, "1")]
    public void What_is_not_understood_is_said(ValueKind kind, string text)
        => Assert.False(
            ClusteringText.TryParse(kind, text, out var word, out var bytes) && ClusteringBytes.TryAppend([], new ColumnType(kind), word, bytes, false));

    private static byte[] Bytes(ValueKind kind, string text, bool isDescending) => Bytes(new ColumnType(kind), text, isDescending);

    private static byte[] Bytes(ColumnType type, string text, bool isDescending = false)
    {
        var output = new List<byte>();
        Assert.True(ClusteringText.TryParse(type.Kind, text, out var word, out var bytes), text);
        Assert.True(ClusteringBytes.TryAppend(output, type, word, bytes, isDescending), text);
        return [.. output];
    }
}
