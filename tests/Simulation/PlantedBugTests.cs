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
        var bug = Enum.Parse<PlantedBug>(name);
        var caught = Enumerable.Range(1, MostSeeds).Select(seed => SimulatedRun.Of(seed, bug)).FirstOrDefault(outcome => outcome.Violations.Count > 0);

        Assert.True(caught is not null, $"{bug} was not caught in {MostSeeds} seeds");
        Assert.Contains(caught.Violations[0].Split(':')[0], promises.Split(' '));
    }

    [Fact]
    public void Every_bug_has_its_case()
        => Assert.Equal(
            Enum.GetNames<PlantedBug>().Except([nameof(PlantedBug.None)]).Order(StringComparer.Ordinal),
            typeof(PlantedBugTests).GetMethod(nameof(A_planted_bug_is_caught))!.GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute))
                .Select(a => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value!).Order(StringComparer.Ordinal));
}
