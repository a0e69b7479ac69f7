namespace CdcFunctions.Host.Demo;

/// <summary>The report as one object, for scripts.</summary>
internal static class DemoReportJson
{
    /// <summary>What is written as JSON.</summary>
    public static object Of(DemoReport report) => new
    {
        ok = report.IsEqual,
        complete = report.IsComplete,
        events = report.Events,
        withoutChange = report.WithoutChange,
        seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
        eventsPerSecond = Math.Round(report.EventsPerSecond),
        tables = report.Tables.Select(table => new
        {
            source = table.Source,
            table = table.Table,
            eventsIn = table.EventsIn,
            rows = table.Rows,
            superseded = table.Superseded,
            deleted = table.Deleted,
            deadLettered = table.DeadLettered,
            equalsExpected = table.Comparison.IsEqual,
            differences = table.Comparison.Differences.Select(difference => difference.ToString()),
        }),
        deadLetters = report.DeadLetters,
    };
}
