using CdcFunctions.Host.Commands;
using CdcFunctions.Postgres.Apply;
using Spectre.Console;

namespace CdcFunctions.Host.Replay;

/// <summary>Prints what a replay did, per target table.</summary>
public static class ReplayReport
{
    /// <summary>Prints it, as a table or as JSON.</summary>
    /// <returns>0; 1 when records were parked or belonged to no source.</returns>
    public static int Print(CommandSession session, ReplaySummary summary, ApplyTally tally)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(tally);
        var skipped = summary.Delivered - tally.Consumed;
        var isClean = summary.UnknownTopics.Count == 0 && tally.Tables.All(table => table.DeadLettered == 0);
        if (session.IsJson)
        {
            session.Write(new
            {
                ok = isClean,
                records = summary.Records,
                alreadyApplied = skipped,
                withoutChange = tally.Controls,
                tables = tally.Tables,
                unknownTopics = summary.UnknownTopics,
            });
            return isClean ? 0 : 1;
        }

        session.Console.Write(Table(tally));
        session.Console.WriteLine($"{summary.Records:N0} records: {tally.Consumed:N0} settled, {tally.Controls:N0} of them without a change; {skipped:N0} were applied before.");
        foreach (var (topic, count) in summary.UnknownTopics)
        {
            session.Console.WriteLine($"{count:N0} records of {topic} were left out: no source has this topic. Add it to a source's topics.");
        }

        if (tally.Tables.Any(table => table.DeadLettered > 0))
        {
            session.Console.WriteLine("Dead letters stand in cdc.dead_letter with reason and remedy.");
        }

        return isClean ? 0 : 1;
    }

    private static Table Table(ApplyTally tally)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumn("table");
        foreach (var heading in new[] { "events in", "rows written", "superseded", "deleted", "dead-lettered" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var line in tally.Tables)
        {
            table.AddRow(Markup.Escape(line.Table), $"{line.Events:N0}", $"{line.Upserted:N0}", $"{line.Superseded:N0}", $"{line.Deleted:N0}", $"{line.DeadLettered:N0}");
        }

        return table;
    }
}
