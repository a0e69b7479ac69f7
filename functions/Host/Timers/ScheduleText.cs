using System.Globalization;
using NCrontab;

namespace CdcFunctions.Host.Timers;

/// <summary>Reads schedules: NCrontab with five or six fields, or a <see cref="TimeSpan"/>.</summary>
internal static class ScheduleText
{
    /// <summary>What a person may write.</summary>
    public const string Allowed = "NCrontab with five fields (minute first) or six (second first), such as 0 30 2 * * *, or a time such as 00:05:00";

    /// <summary>The schedule; null when the text is none.</summary>
    public static TimerSchedule? Read(string text, TimeZoneInfo zone)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 1)
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero ? new IntervalSchedule(text, interval) : null;
        }

        var hasSeconds = fields.Length == 6;
        var cron = CrontabSchedule.TryParse(string.Join(' ', fields), new CrontabSchedule.ParseOptions { IncludingSeconds = hasSeconds });
        return cron is null ? null : new CronSchedule(text, cron, fields[hasSeconds ? 2 : 1].StartsWith('*'), zone);
    }
}
