using System.Diagnostics.Metrics;
using System.Text.Json;
using CdcFunctions.Operations.Telemetry;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules.Dirty;

namespace CdcFunctions.Postgres.Telemetry;

/// <summary>Counters of what became of records, once a committed batch: nothing is counted row by row.</summary>
internal static class ApplyMeter
{
    private static readonly Counter<long> Consumed = CdcMeter.Instance.CreateCounter<long>("cdc.records.consumed", "{record}", "Records settled.");
    private static readonly Counter<long> Control = CdcMeter.Instance.CreateCounter<long>("cdc.records.control", "{record}", "Records without a change to apply: heartbeats, transaction boundaries, schema changes.");
    private static readonly Counter<long> Events = CdcMeter.Instance.CreateCounter<long>("cdc.events", "{event}", "Change events by what became of them.");
    private static readonly Counter<long> Stale = CdcMeter.Instance.CreateCounter<long>("cdc.events.stale", "{event}", "Events older than the table's staleAfter that were applied all the same.");
    private static readonly Counter<long> Conflicts = CdcMeter.Instance.CreateCounter<long>("cdc.events.conflicts", "{event}", "Superseded events that arrived after the change that made them void.");
    private static readonly Counter<long> Dirty = CdcMeter.Instance.CreateCounter<long>("cdc.values.dirty", "{value}", "Dirty values that a policy changed.");
    private static readonly Counter<long> Rounded = CdcMeter.Instance.CreateCounter<long>("cdc.values.rounded", "{value}", "Values that lost digits their column cannot hold.");

    /// <summary>Counts a committed batch.</summary>
    public static void Count(BatchOutcome outcome)
    {
        Add(Consumed, outcome.Consumed);
        Add(Control, outcome.Controls);
        Add(Rounded, outcome.TruncatedTimes);
        if (Events.Enabled || Stale.Enabled || Conflicts.Enabled)
        {
            // A table may come several times, once to take back what another counted.
            foreach (var table in outcome.Tables.GroupBy(static table => table.Table, StringComparer.Ordinal))
            {
                Count(table.Aggregate(static (sum, more) => sum.Plus(more)));
            }
        }

        if (Dirty.Enabled)
        {
            foreach (var use in outcome.Dirty)
            {
                Count(use);
            }
        }
    }

    private static void Count(TableTally table)
    {
        var name = Tag("table", table.Table);
        Add(Events, table.Upserted, name, Tag("outcome", "upserted"));
        Add(Events, table.Deleted, name, Tag("outcome", "deleted"));
        Add(Events, table.Superseded, name, Tag("outcome", "superseded"));
        Add(Events, table.DeadLettered, name, Tag("outcome", "dead_lettered"));
        Add(Events, table.Dropped, name, Tag("outcome", "dropped"));
        Add(Stale, table.Stale, name);
        Add(Conflicts, table.Conflicts, name);
    }

    private static void Count(DirtyUse use)
        => Add(Dirty, use.Values, Tag("table", use.Table), Tag("kind", Word(use.Kind)), Tag("policy", Word(use.Policy)));

    // As the configuration writes it.
    private static string Word<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static KeyValuePair<string, object?> Tag(string name, string value) => new("cdc." + name, value);

    private static void Add(Counter<long> counter, long count, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (count > 0)
        {
            counter.Add(count, tags);
        }
    }
}
