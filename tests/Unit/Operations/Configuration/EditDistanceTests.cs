using CdcFunctions.Operations.Configuration.Reading;

namespace CdcFunctions.Unit.Operations.Configuration;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("brokers", "borkers", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string left, string right, int expected) => Assert.Equal(expected, EditDistance.Between(left, right));

    [Theory]
    [InlineData("brokrs", "brokers")]
    [InlineData("BROKERS", "brokers")]
    [InlineData("topic", "topics")]
    [InlineData("xyz", null)]
    public void The_nearest_word_is_meant_only_when_it_is_near(string word, string? expected)
        => Assert.Equal(expected, EditDistance.Nearest(word, ["topics", "brokers", "name"]));
}
