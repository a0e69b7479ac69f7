namespace CdcFunctions.Postgres.Watch;

/// <summary>Says whether a topic has gone quiet against what it usually does at this time of day.</summary>
/// <remarks>No clock, no I/O.</remarks>
internal static class QuietRule
{
    // Fewer than these may stay away by chance.
    private const long ClearlyExpected = 20;
    private const int Days = 7;

    /// <summary>How long it has been silent and how many records the same time brought on other days; null when that is nothing unusual.</summary>
    /// <remarks>
    /// Expected is the median of the same stretch on the days before, as far as they are known: a table that sleeps every night is not
    /// quiet at night. On the first day it is the average rate so far, and the silence must be a small part of what is known.
    /// </remarks>
    public static (TimeSpan Silence, long Expected)? Find(TopicHistory topic, DateTimeOffset now, TimeSpan shortest)
    {
        var from = topic.LastMoved;
        var silence = now - from;
        if (silence < shortest || from == topic.Start)
        {
            return null;
        }

        var expected = Expected(topic, from, now);
        return expected >= ClearlyExpected ? (silence, expected) : null;
    }

    private static long Expected(TopicHistory topic, DateTimeOffset from, DateTimeOffset to)
    {
        var known = Enumerable.Range(1, Days).Select(day => TimeSpan.FromDays(day))
            .Where(day => from - day >= topic.Start && to - day <= from)
            .Select(day => topic.Between(from - day, to - day)).Order().ToList();
        if (known.Count > 0)
        {
            return known[known.Count / 2];
        }

        var (busy, silence) = (from - topic.Start, to - from);
        return busy < 4 * silence ? 0 : (long)(topic.Between(topic.Start, from) * (silence / busy));
    }
}
