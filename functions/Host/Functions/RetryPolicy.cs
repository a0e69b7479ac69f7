using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Functions;

/// <summary>How often and how fast a failed invocation is repeated.</summary>
/// <param name="MaxRetryCount">Most retries; -1 means for ever.</param>
/// <param name="First">First delay.</param>
/// <param name="Longest">Longest delay; equal to <paramref name="First"/> for a fixed one.</param>
public sealed record RetryPolicy(int MaxRetryCount, TimeSpan First, TimeSpan Longest)
{
    private const double Jitter = 0.2;

    /// <summary>Whether one more retry is allowed after this many.</summary>
    public bool Allows(int retriesSoFar) => MaxRetryCount < 0 || retriesSoFar < MaxRetryCount;

    /// <summary>Delay before a retry, counted from 1. Growing delays vary by a fifth, so that lanes do not come back all at once.</summary>
    public TimeSpan DelayBefore(int retry, Random chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        if (First == Longest)
        {
            return First;
        }

        // 2^30 times the first delay is beyond any longest one; the cap keeps the product finite.
        var doubled = First * Math.Pow(2, Math.Min(retry - 1, 30));
        var varied = doubled * (1 - Jitter + (2 * Jitter * chance.NextDouble()));
        return varied < First ? First : varied > Longest ? Longest : varied;
    }

    /// <summary>Policy of an attribute; null without one.</summary>
    /// <exception cref="RetryFormatException">An interval or count is out of range.</exception>
    public static RetryPolicy? From(RetryAttribute? attribute) => attribute switch
    {
        null => null,
        FixedDelayRetryAttribute f => Fixed(f.MaxRetryCount, f.DelayInterval),
        ExponentialBackoffRetryAttribute e => Exponential(e.MaxRetryCount, e.MinimumInterval, e.MaximumInterval),
        _ => throw new RetryFormatException($"is {attribute.GetType().Name}", "FixedDelayRetry or ExponentialBackoffRetry"),
    };

    /// <summary>The same delay every time.</summary>
    public static RetryPolicy Fixed(int maxRetryCount, string delay)
    {
        var interval = Interval(delay, "delayInterval");
        return new RetryPolicy(Count(maxRetryCount), interval, interval);
    }

    /// <summary>Delays that double.</summary>
    public static RetryPolicy Exponential(int maxRetryCount, string minimum, string maximum)
    {
        var (first, longest) = (Interval(minimum, "minimumInterval"), Interval(maximum, "maximumInterval"));
        return first <= longest
            ? new RetryPolicy(Count(maxRetryCount), first, longest)
            : throw new RetryFormatException($"has minimumInterval {minimum}, longer than maximumInterval {maximum}", "a minimum up to the maximum");
    }

    private static int Count(int count)
        => count >= -1 ? count : throw new RetryFormatException($"has maxRetryCount {count}", "0 or more, or -1 for ever");

    private static TimeSpan Interval(string text, string name)
        => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw new RetryFormatException($"has {name} \"{text}\"", "a time such as 00:00:10");
}
