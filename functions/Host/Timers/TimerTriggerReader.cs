using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Configuration;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Timers;

/// <summary>Fills in the settings of timer triggers and reads their schedules.</summary>
internal sealed class TimerTriggerReader(SettingReferences settings, TimeZoneInfo zone, TimeProvider time, ICollection<ConfigurationFault> faults)
{
    /// <summary>The trigger; null when the function is at fault.</summary>
    public TimerTrigger? Read(FunctionDescriptor function)
    {
        var attribute = (TimerTriggerAttribute)function.Trigger;
        var text = settings.Resolve(attribute.Schedule);
        if (text.MissingSetting is { } missing)
        {
            faults.Add(new($"function {function.Name}", "TimerTrigger.Schedule", $"needs the setting {missing}, which is unset", null, $"Set {missing.Replace(":", "__", StringComparison.Ordinal)}."));
            return null;
        }

        if (ScheduleText.Read(text.Value!, zone) is not { } schedule)
        {
            faults.Add(new($"function {function.Name}", "TimerTrigger.Schedule", $"is \"{text.Value}\"", ScheduleText.Allowed, null));
            return null;
        }

        return new TimerTrigger
        {
            Function = function,
            Schedule = schedule,
            IsMonitored = attribute.UseMonitor && !schedule.IsSubMinute(time.GetUtcNow()),
            RunsOnStartup = attribute.RunOnStartup,
        };
    }

    /// <summary>The zone of schedules: <c>WEBSITE_TIME_ZONE</c> as in Azure's host, else the configured one.</summary>
    public static TimeZoneInfo Zone(SettingReferences settings, TimerOptions options, ICollection<ConfigurationFault> faults)
    {
        var wanted = settings.Find("WEBSITE_TIME_ZONE") ?? options.TimeZone;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(wanted, out var zone))
        {
            return zone;
        }

        faults.Add(new("WEBSITE_TIME_ZONE or cdc.yaml", "timers.timeZone", $"is \"{wanted}\", which this machine does not know", "an IANA zone such as Europe/Berlin", "Correct it, or install the time zone data."));
        return TimeZoneInfo.Utc;
    }
}
