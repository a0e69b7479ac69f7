using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Unit.Postgres.Tables;

public class SqlIdentifierTests
{
    [Theory]
    [InlineData("id", "\"id\"")]
    [InlineData("Id", "\"Id\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("\"; drop table x; --", "\"\"\"; drop table x; --\"")]
    [InlineData("žluť 汉字 😀", "\"žluť 汉字 😀\"")]
    public void Any_name_is_quoted(string name, string expected) => Assert.Equal(expected, SqlIdentifier.Quote(name));

    [Fact]
    public void The_limit_counts_bytes()
    {
        Assert.Null(SqlIdentifier.Fault(new string('x', 63)));
        Assert.Null(SqlIdentifier.Fault(new string('ž', 31)));
        Assert.Contains("64 bytes", SqlIdentifier.Fault(new string('x', 64)), StringComparison.Ordinal);
        Assert.Contains("64 bytes", SqlIdentifier.Fault(new string('ž', 32)), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_PostgreSQL_cannot_store_are_refused()
    {
        foreach (var name in (string[])["", "a\0b", "a\ud800", "\udc00\ud800"])
        {
            Assert.NotNull(SqlIdentifier.Fault(name));
            Assert.Throws<ArgumentException>(() => SqlIdentifier.Quote(name));
        }
    }

    [Fact]
    public void A_fault_shows_no_control_characters()
        => Assert.DoesNotContain(SqlIdentifier.Fault("a\0\u001b[31m" + new string('x', 200))!, static character => char.IsControl(character));

    [Fact]
    public void Names_are_folded_unless_the_case_is_kept()
    {
        Assert.Equal("orderid", SqlIdentifier.Fold("OrderId", preserveCase: false));
        Assert.Equal("OrderId", SqlIdentifier.Fold("OrderId", preserveCase: true));
        Assert.Equal("žluť", SqlIdentifier.Fold("ŽLUŤ", preserveCase: false));
    }

    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("a\\'b", " E'a\\\\''b'")]
    public void Literals_are_quoted(string text, string expected) => Assert.Equal(expected, SqlIdentifier.Literal(text));
}
