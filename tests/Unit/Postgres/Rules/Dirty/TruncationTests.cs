using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Unit.Postgres.Wire;

namespace CdcFunctions.Unit.Postgres.Rules.Dirty;

public sealed class TruncationTests
{
    private static readonly PgType Short = Types.BuiltIn("varchar") with { Length = 3 };
    private static readonly PgType Money = Types.BuiltIn("numeric") with { Precision = 10, Scale = 2 };

    [Theory]
    [InlineData("abcdef", "abc")]
    [InlineData("äöüß", "äöü")]
    [InlineData("€𝄞xy", "€𝄞x")]
    [InlineData("ab", "ab")]
    public void Text_is_cut_by_characters(string value, string expected)
        => Assert.Equal(expected, Cut(ValueKind.Text, Encoding.UTF8.GetBytes(value), Short, CellFaultKind.TooLong));

    [Theory]
    [InlineData("1.239", "123E-2")]
    [InlineData("-1.239", "-123E-2")]
    [InlineData("0.001", "0")]
    [InlineData("-0.001", "0")]
    [InlineData("12345.6789", "1234567E-2")]
    [InlineData("1E-5", "0")]
    public void Digits_are_cut_and_not_rounded(string value, string expected)
        => Assert.Equal(expected, Cut(ValueKind.Decimal, Encoding.ASCII.GetBytes(value), Money, CellFaultKind.TooPrecise));

    [Fact]
    public void Bad_bytes_are_cut_out()
    {
        Assert.Equal("ab", Cut(ValueKind.Text, [0x61, 0xff, 0x62], Short, CellFaultKind.BadEncoding));
        Assert.Equal("ab", Cut(ValueKind.Text, [0x61, 0, 0x62], Short, CellFaultKind.NulInText));
    }

    [Fact]
    public void What_is_no_text_is_left_alone() => Assert.Null(Cut(ValueKind.Json, "{}"u8.ToArray(), Short, CellFaultKind.BadJson));

    private static string? Cut(ValueKind kind, byte[] value, PgType type, CellFaultKind fault)
    {
        using var changes = new TableChanges(new TableName("s", "n", "t"), MergeMode.Row);
        var column = changes.AddColumn(new ColumnShape { Name = "v", Type = new ColumnType(kind) });
        column.SetBytes(changes.AddRow(default), value);
        var context = new CellContext(kind, new TargetColumn { Name = "v", Type = type }, 15);
        return Truncation.TryCut(column, 0, context, fault) ? Encoding.UTF8.GetString(column.Bytes(0)) : null;
    }
}
