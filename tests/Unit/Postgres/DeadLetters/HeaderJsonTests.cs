using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Unit.Postgres.DeadLetters;

public sealed class HeaderJsonTests
{
    [Fact]
    public void Headers_come_back_as_they_were()
    {
        RecordHeader[] headers = [new("text", "ä"u8.ToArray()), new("none", null), new("empty", []), new("binary", [0xff, 0x00]), new("nul", [0x41, 0x00]), new("text", "again"u8.ToArray())];

        var read = HeaderJson.Read(HeaderJson.Write(headers))!;

        Assert.Equal(headers.Select(header => header.Name), read.Select(header => header.Name));
        Assert.Equal(headers.Select(header => header.Value), read.Select(header => header.Value));
    }

    [Fact]
    public void No_headers_are_null()
    {
        Assert.Null(HeaderJson.Write(null));
        Assert.Null(HeaderJson.Write([]));
        Assert.Null(HeaderJson.Read(null));
    }

    [Fact]
    public void A_name_with_a_NUL_does_not_make_the_dead_letter_fail_itself()
        => Assert.Equal("a\uFFFDb", Assert.Single(HeaderJson.Read(HeaderJson.Write([new RecordHeader("a\0b", null)]))!).Name);
}
