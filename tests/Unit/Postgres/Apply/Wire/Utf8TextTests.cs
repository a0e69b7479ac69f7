using System.Text;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Apply.Wire.Strings;

namespace CdcFunctions.Unit.Postgres.Apply.Wire;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData("", 0, nameof(CellFaultKind.None))]
    [InlineData("plain and longer than one step of sixteen bytes \u0001\u007f", 100, nameof(CellFaultKind.None))]
    [InlineData("Zoë", 3, nameof(CellFaultKind.None))]
    [InlineData("😀😀", 2, nameof(CellFaultKind.None))]
    [InlineData("abcd", 3, nameof(CellFaultKind.TooLong))]
    [InlineData("Zoëë", 3, nameof(CellFaultKind.TooLong))]
    [InlineData("abc  ", 3, nameof(CellFaultKind.None))]
    [InlineData("a\0c", 3, nameof(CellFaultKind.NulInText))]
    [InlineData("ë\0", 3, nameof(CellFaultKind.NulInText))]
    public void Text_fits_by_its_characters_and_holds_no_NUL(string text, int limit, string expected)
        => Assert.Equal(expected, Utf8Text.Check(Encoding.UTF8.GetBytes(text), limit).ToString());

    [Fact]
    public void Bytes_that_are_no_UTF8_are_told()
        => Assert.Equal(CellFaultKind.BadEncoding, Utf8Text.Check([0x61, 0xc3, 0x28], 10));
}
