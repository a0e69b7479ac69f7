using CdcFunctions.Host.Functions;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.Functions;

public sealed class RetryPolicyTests
{
    private readonly Random _chance = new(7);

    [Fact]
    public void A_fixed_delay_stays_the_same()
    {
        var policy = RetryPolicy.From(new FixedDelayRetryAttribute(2, "00:00:05"))!;

        Assert.Equal([5, 5], [policy.DelayBefore(1, _chance).TotalSeconds, policy.DelayBefore(9, _chance).TotalSeconds]);
        Assert.True(policy.Allows(1));
        Assert.False(policy.Allows(2));
    }

    [Fact]
    public void A_backoff_doubles_with_jitter_and_stays_in_its_limits()
    {
        var policy = RetryPolicy.From(new ExponentialBackoffRetryAttribute(-1, "00:00:01", "00:01:00"))!;

        for (var retry = 1; retry < 100; retry++)
        {
            var plain = Math.Min(Math.Pow(2, retry - 1), 60);
            Assert.InRange(policy.DelayBefore(retry, _chance).TotalSeconds, Math.Max(1, plain * 0.79), Math.Min(60, plain * 1.21));
            Assert.True(policy.Allows(retry * 1000));
        }
    }

    [Fact]
    public void Lanes_that_fail_together_come_back_apart()
    {
        var policy = RetryPolicy.From(new ExponentialBackoffRetryAttribute(-1, "00:00:01", "00:01:00"))!;
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var third = Enumerable.Range(0, 8).Select(_ => policy.DelayBefore(3, random)).ToList();

            Assert.All(third, delay => Assert.InRange(delay.TotalSeconds, 3.2, 4.8));
            Assert.True(third.Distinct().Count() == third.Count, $"Two lanes come back at once with seed {seed}.");
        }
    }

    [Theory]
    [InlineData(-2, "00:00:01", "maxRetryCount")]
    [InlineData(1, "soon", "delayInterval")]
    [InlineData(1, "-00:00:01", "delayInterval")]
    public void A_senseless_policy_is_refused(int count, string delay, string named)
        => Assert.Contains(named, Assert.Throws<RetryFormatException>(() => RetryPolicy.From(new FixedDelayRetryAttribute(count, delay))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_minimum_above_the_maximum_is_refused()
        => Assert.Throws<RetryFormatException>(() => RetryPolicy.From(new ExponentialBackoffRetryAttribute(1, "00:02:00", "00:01:00")));

    [Fact]
    public void Without_an_attribute_there_is_no_policy() => Assert.Null(RetryPolicy.From(null));
}
