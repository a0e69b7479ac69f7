namespace CdcFunctions.Host.Timers;

/// <summary>A slot after every interval.</summary>
internal sealed class IntervalSchedule(string text, TimeSpan interval) : TimerSchedule(text)
{
    /// <inheritdoc/>
    public override DateTimeOffset Next(DateTimeOffset after) => after.ToUniversalTime() + interval;
}
