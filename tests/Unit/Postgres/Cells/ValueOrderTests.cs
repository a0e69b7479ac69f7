using System.Buffers.Binary;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;

namespace CdcFunctions.Unit.Postgres.Cells;

public sealed class ValueOrderTests
{
    [Theory]
    [InlineData(ValueKind.Int32, 1, -1)]
    [InlineData(ValueKind.Int64, long.MaxValue, long.MinValue)]
    [InlineData(ValueKind.TimestampTz, 5, -5)]
    [InlineData(ValueKind.Boolean, 0, 1)]
    [InlineData(ValueKind.Date, -5, 5)]
    public void Numbers_compare_by_their_serialized_bytes(ValueKind kind, long lesser, long greater)
    {
        using var arena = new ByteArena();
        using var column = Column(kind, arena);
        column.SetWord(0, lesser);
        column.SetWord(1, greater);

        Assert.True(CassandraOrder.Compare(column, 0, 1) < 0);
    }

    [Theory]
    [InlineData(ValueKind.Decimal, "9", "1.0")]
    [InlineData(ValueKind.Decimal, "1", "-1")]
    [InlineData(ValueKind.Decimal, "128", "127")]
    [InlineData(ValueKind.Decimal, "5", "1E+3")]
    [InlineData(ValueKind.Text, "Z", "a")]
    [InlineData(ValueKind.Text, "z", "ü")]
    [InlineData(ValueKind.Inet, "10.0.0.1", "9.0.0.1", true)]
    public void Texts_and_decimals_compare_by_their_serialized_bytes(ValueKind kind, string lesser, string greater, bool turned = false)
    {
        using var arena = new ByteArena();
        using var column = Column(kind, arena);
        column.SetBytes(0, Encoding.UTF8.GetBytes(turned ? greater : lesser));
        column.SetBytes(1, Encoding.UTF8.GetBytes(turned ? lesser : greater));

        Assert.True(CassandraOrder.Compare(column, 0, 1) < 0);
    }

    [Theory]
    [InlineData("0001 0000 0000 0000 0009", "0001 0000 0000 0001 0001")]
    [InlineData("0001 0000 0000 0000 0001", "0001 0000 4000 0000 0001")]
    [InlineData("0001 0000 0000 0000 0080", "0001 0000 0000 0000 007F")]
    [InlineData("0002 0000 0000 0002 0001 1388", "0002 0000 0000 0002 0001 1964")]
    public void Stored_decimals_compare_as_those_that_come(string lesser, string greater)
        => Assert.True(WireOrder.Compare("numeric", Hex(lesser), Hex(greater)) < 0);

    [Fact]
    public void Stored_times_compare_from_1970_and_dates_with_their_sign()
    {
        var before1970 = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(before1970, -946_684_800_000_001);
        var at1970 = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(at1970, -946_684_800_000_000);

        Assert.True(WireOrder.Compare("timestamptz", at1970, before1970) < 0);
        Assert.True(WireOrder.Compare("date", [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0]) < 0);
        Assert.True(WireOrder.Compare("inet", [2, 32, 0, 4, 1, 2, 3, 4], [3, 128, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) > 0);
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));

    private static ColumnBuffer Column(ValueKind kind, ByteArena arena)
    {
        var column = new ColumnBuffer(new ColumnShape { Name = "v", Type = new ColumnType(kind) }, arena);
        column.EnsureRows(2);
        return column;
    }
}
