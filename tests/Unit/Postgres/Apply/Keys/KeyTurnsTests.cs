using CdcFunctions.Postgres.Apply.Keys;

namespace CdcFunctions.Unit.Postgres.Apply.Keys;

public sealed class KeyTurnsTests
{
    private static readonly int[] TwoPairs = [0, 0, 2, 2];

    [Theory]
    [InlineData("0 2 0 2", "0 0 0 0", 1)]
    [InlineData("0 1 2 3", "0 1 0 1", 2)]
    [InlineData("0 1 0 0 1", "0 1 2 2 3", 4)]
    [InlineData("2 3 0 2 1", "0 1 0 2 1", 3)]
    [InlineData("0 2 R R 0 2", "0 0 1 1 2 2", 3)]
    [InlineData("R 0 1 2", "0 1 2 1", 3)]
    [InlineData("0 1 R 1 2 0", "0 1 2 3 3 4", 5)]
    public void Equal_keys_meet_in_no_turn_and_each_rows_changes_keep_their_order(string keys, string expected, int count)
    {
        var turns = new KeyTurns(TwoPairs);

        var found = keys.Split(' ').Select(key => turns.Next(key == "R" ? KeyTurns.Range : int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(expected, string.Join(' ', found));
        Assert.Equal(count, turns.Count);
    }
}
