using CdcFunctions.Simulation.Hosts;
using CdcFunctions.Simulation.Sabotage;

namespace CdcFunctions.Simulation;

/// <summary>The simulation finds what it is there to find.</summary>
[Collection(nameof(Simulation))]
public sealed class PlantedBugTests
{
    private const int MostSeeds = 200;

    [Theory]
    [InlineData("UpsertWithoutGuard", "rows version")]
    [InlineData("InsertPassesTombstone", "rows version")]
    [InlineData("WriterWithoutFence", "fence rows")]
    [InlineData("CheckpointBeforeRows", "rows")]
    [InlineData("RowsBeforeCheckpoint", "half")]
    [InlineData("LettersLost", "letters")]
    [InlineData("LaneSkipsAhead", "rows still")]
    [InlineData("FailureAcknowledged", "rows still")]
    [InlineData("RecordNotDecoded", "rows counts")]
    [InlineData("TransactionSplit", "torn")]
    [InlineData("StageForgotten", "rows staged torn")]
    [InlineData("ParkedForgotten", "torn")]
    public void A_planted_bug_is_caught(string name, string promises)
    {
        // By the promise that it breaks; that it breaks another one first, in some run before, proves nothing of that.
        var (bug, broken) = (Enum.Parse<PlantedBug>(name), promises.Split(' '));
        var isCaught = Enumerable.Range(1, MostSeeds).Select(seed => SimulatedRun.Of(seed, bug)).Any(outcome => outcome.Violations is [var first, ..] && broken.Contains(first.Split(':')[0]));

        Assert.True(isCaught, $"{bug} was not caught in {MostSeeds} seeds");
    }

    [Fact]
    public void Every_bug_has_its_case()
        => Assert.Equal(
            Enum.GetNames<PlantedBug>().Except([nameof(PlantedBug.None)]).Order(StringComparer.Ordinal),
            typeof(PlantedBugTests).GetMethod(nameof(A_planted_bug_is_caught))!.GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute))
                .Select(a => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value!).Order(StringComparer.Ordinal));
}
