using System.Globalization;

namespace CdcFunctions.Simulation;

/// <summary>Which seeds are run: 200 known ones, 10,000 new ones in a soak, or the one that somebody asks for.</summary>
public static class Seeds
{
    private const int Block = 25;
    private const int Usual = 200;
    private const int Soak = 10_000;

    private static readonly int? Asked = int.TryParse(Environment.GetEnvironmentVariable("CDC_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    private static bool IsSoak => Environment.GetEnvironmentVariable("CDC_SOAK") == "1";

    /// <summary>Whether one seed was asked for: then its whole trace is kept.</summary>
    public static bool IsOne => Asked is not null && !IsSoak;

    /// <summary>Blocks of seeds: the first, and how many. A block is a test, so that a long soak shows where it is.</summary>
    public static TheoryData<int, int> Blocks()
    {
        var blocks = new TheoryData<int, int>();
        if (IsOne)
        {
            blocks.Add(Asked!.Value, 1);
            return blocks;
        }

        var first = IsSoak ? (Asked ?? 1) % 100_000 * 10_000 : 1;
        for (var begun = 0; begun < (IsSoak ? Soak : Usual); begun += Block)
        {
            blocks.Add(first + begun, Block);
        }

        return blocks;
    }
}
