using CdcFunctions.Support.Properties;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Sdk;
using Property = CdcFunctions.Support.Properties.Property;

namespace CdcFunctions.Unit.Support.Properties;

public sealed class PropertyTests
{
    private static readonly Gen<Numbers> Generator = Gen.Choose(0, 99).ArrayOf(30).Select(all => new Numbers([.. all]));

    [Fact]
    public void A_claim_that_does_not_hold_is_shown_with_the_smallest_case_and_how_to_repeat_it()
    {
        var failure = Assert.ThrowsAny<XunitException>(() => Check(200, one => one.All.Count(n => n >= 50) > 1 ? "two are large" : null));

        Assert.Matches("^two are large\ncase 1, made smaller [0-9]+ times, seed [0-9]+ \\(repeat it: CDC_SEED=[0-9]+ make test TESTS=Unit\\):\n50 50$", failure.Message);
    }

    [Fact]
    public void The_same_seed_makes_the_same_cases_and_all_of_them_are_tried()
    {
        var (first, second) = (new List<string>(), new List<string>());
        Check(20, one => Seen(first, one));
        Check(20, one => Seen(second, one));

        Assert.Equal(20, first.Distinct().Count());
        Assert.Equal(first, second);
    }

    private static string? Seen(List<string> seen, Numbers one)
    {
        seen.Add(one.ToString());
        return null;
    }

    private static void Check(int cases, Func<Numbers, string?> fault)
        => Property.Check("Unit", cases, Generator, one => SmallerLists.Of(one.All, Less).Select(all => new Numbers(all)), fault);

    private static IEnumerable<int> Less(int n) => n > 0 ? [n - 1] : [];

    private sealed record Numbers(IReadOnlyList<int> All)
    {
        public override string ToString() => string.Join(' ', All);
    }
}
