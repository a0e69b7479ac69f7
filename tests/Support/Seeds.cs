namespace CdcFunctions.Support;

/// <summary>Seeds of random tests: fixed ones for every run, or new ones from <c>CDC_SEED</c> on when somebody soaks.</summary>
public static class Seeds
{
    /// <summary>Variable with the first seed.</summary>
    public const string Variable = "CDC_SEED";

    /// <summary>The seeds to use.</summary>
    public static IEnumerable<int> Take(int count)
        => Enumerable.Range(int.TryParse(Environment.GetEnvironmentVariable(Variable), out var first) ? first : 1, count);

    /// <summary>For a failure's message: the seed, and how to repeat it.</summary>
    public static string Describe(int? seed, string tests = "EndToEnd") => seed is null ? "" : $", seed {seed} (repeat it: {Variable}={seed} make test TESTS={tests})";
}
