using NCrontab;

namespace CdcFunctions.Host.Timers;

/// <summary>NCrontab slots in the wall time of a zone.</summary>
/// <remarks>
/// When clocks jump, cron's own rule holds: a fixed time that falls into the gap runs when the gap ends and one that happens twice runs once;
/// a schedule whose hour is <c>*</c> follows real time, in the repeated hour too.
/// </remarks>
internal sealed class CronSchedule(string text, CrontabSchedule cron, bool isEveryHour, TimeZoneInfo zone) : TimerSchedule(text)
{
    // Zones move their clocks by an hour or less today, by up to three in the past.
    private static readonly TimeSpan LargestJump = TimeSpan.FromHours(3);

    /// <inheritdoc/>
    public override DateTimeOffset Next(DateTimeOffset after)
    {
        var offset = zone.GetUtcOffset(after);
        var wall = Wall(after, offset);
        var slot = cron.GetNextOccurrence(wall);
        var utc = new DateTimeOffset(slot, offset);
        var isPlain = !zone.IsInvalidTime(slot) && !zone.IsAmbiguousTime(slot) && !zone.IsAmbiguousTime(wall) && zone.GetUtcOffset(utc) == offset;
        return isPlain ? utc.ToUniversalTime() : NextAcrossJump(after, wall);
    }

    private DateTimeOffset NextAcrossJump(DateTimeOffset after, DateTime wall)
    {
        DateTimeOffset? best = null;
        var slot = wall - LargestJump;
        while (best is null || slot <= wall + LargestJump)
        {
            slot = cron.GetNextOccurrence(slot);
            foreach (var moment in Moments(slot).Where(moment => moment > after && !(moment > best)))
            {
                best = moment;
            }
        }

        return best.Value.ToUniversalTime();
    }

    // The moments at which clocks in the zone show this wall time, as far as this schedule runs then.
    private IEnumerable<DateTimeOffset> Moments(DateTime slot)
    {
        if (zone.IsInvalidTime(slot))
        {
            return isEveryHour ? [] : [EndOfGap(slot)];
        }

        if (!zone.IsAmbiguousTime(slot))
        {
            return [new DateTimeOffset(slot, zone.GetUtcOffset(slot))];
        }

        var passes = zone.GetAmbiguousTimeOffsets(slot).OrderDescending().Select(offset => new DateTimeOffset(slot, offset));
        return isEveryHour ? passes : passes.Take(1);
    }

    private DateTimeOffset EndOfGap(DateTime slot)
    {
        var minute = new DateTime(slot.Year, slot.Month, slot.Day, slot.Hour, slot.Minute, 0, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(minute))
        {
            minute = minute.AddMinutes(1);
        }

        return new DateTimeOffset(minute, zone.GetUtcOffset(minute));
    }

    private static DateTime Wall(DateTimeOffset moment, TimeSpan offset) => DateTime.SpecifyKind(moment.ToOffset(offset).DateTime, DateTimeKind.Unspecified);
}
