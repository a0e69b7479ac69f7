namespace CdcFunctions.Host.Timers;

/// <summary>When a timer function is due.</summary>
internal abstract class TimerSchedule(string text)
{
    /// <summary>The schedule as written, settings filled in; a stored status is valid only for the same text.</summary>
    public string Text { get; } = text;

    /// <summary>First slot after this moment, in UTC.</summary>
    public abstract DateTimeOffset Next(DateTimeOffset after);

    /// <summary>Whether slots follow each other in less than a minute; then a missed one is not worth making up for, as in Azure's host.</summary>
    public bool IsSubMinute(DateTimeOffset now)
    {
        var first = Next(now);
        return Next(first) - first < TimeSpan.FromMinutes(1);
    }
}
