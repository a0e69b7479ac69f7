using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Unit.Postgres.Wire;

public class WireArrayTests
{
    [Fact]
    public void An_empty_array_has_no_dimension()
    {
        using var array = new WireArray(WireType.Int64);

        Assert.Equal("00000000" + "00000000" + "00000014", Hex(array));
        Assert.Equal(12, array.Size);
    }

    [Fact]
    public void Elements_follow_dimension_flag_oid_length_and_lower_bound()
    {
        using var array = new WireArray(WireType.Int16);
        array.AppendInt16(-2);
        array.AppendNull();

        Assert.Equal("00000001" + "00000001" + "00000015" + "00000002" + "00000001" + "00000002" + "FFFE" + "FFFFFFFF", Hex(array));
        Assert.Equal(array.Size, array.ToWire().Length);
    }

    [Fact]
    public void Without_a_null_the_flag_is_zero()
    {
        using var array = new WireArray(WireType.Boolean);
        array.AppendBoolean(true);
        array.AppendBoolean(false);

        Assert.Equal("00000001" + "00000000" + "00000010" + "00000002" + "00000001" + "00000001" + "01" + "00000001" + "00", Hex(array));
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(5_000_000, false)]
    public void An_array_that_waits_for_its_next_column_keeps_little(int bytes, bool isKept)
    {
        using var array = new WireArray(WireType.Bytea);
        var memory = array.Reserve(bytes);
        array.Commit(bytes);

        array.Shrink();
        array.Clear(WireType.Int16);
        var again = array.Reserve(1);
        array.AppendInt16(-2);

        Assert.Equal(isKept, again.Length >= memory.Length);
        Assert.True(again.Length < 5_000_000);
        Assert.Equal("00000001" + "00000000" + "00000015" + "00000001" + "00000001" + "00000002" + "FFFE", Hex(array));
    }

    [Fact]
    public void Rewinding_takes_elements_and_nulls_back()
    {
        using var array = new WireArray(WireType.Text);
        array.AppendBytes("a"u8);
        var before = Hex(array);
        var mark = array.Mark();
        array.AppendBytes("long"u8);
        array.AppendNull();

        array.Rewind(mark);

        Assert.Equal(before, Hex(array));
        Assert.Equal(1, array.Count);
    }

    [Fact]
    public void Clearing_forgets_everything_but_the_memory()
    {
        using var array = new WireArray(WireType.Text);
        array.AppendNull();
        array.RoundedValues = 3;

        array.Clear(WireType.Int32);
        array.AppendInt32(1);

        Assert.Equal(0, array.RoundedValues);
        Assert.Equal("00000001" + "00000000" + "00000017" + "00000001" + "00000001" + "00000004" + "00000001", Hex(array));
    }

    [Fact]
    public void Growing_keeps_what_is_there()
    {
        using var array = new WireArray(WireType.Bytea);
        for (var i = 0; i < 1_000; i++)
        {
            array.AppendBytes(new byte[i]);
        }

        Assert.Equal(20 + (4 * 1_000) + (1_000 * 999 / 2), array.Size);
    }

    [Fact]
    public void Timestamps_count_from_2000()
    {
        using var array = new WireArray(WireType.TimestampTz);
        array.AppendTimestampTz(946_684_800_000_001);

        Assert.EndsWith("0000000000000001", Hex(array), StringComparison.Ordinal);
    }

    private static string Hex(WireArray array) => Convert.ToHexString(array.ToWire().Span);
}
