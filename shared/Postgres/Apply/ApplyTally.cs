using System.Collections.Concurrent;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Telemetry;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Counts what became of every consumed record. Applied, superseded, dead-lettered, dropped and control records add up to consumed.</summary>
/// <remarks>Thread-safe. Counted after the commit, so a batch that is tried again is counted once.</remarks>
public sealed class ApplyTally
{
    private readonly ConcurrentDictionary<string, TableTally> _tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Table, string Column, DirtyKind Kind, DirtyDataPolicy Policy), long> _dirty = new();
    private long _consumed;
    private long _controls;
    private long _truncatedTimes;

    /// <summary>Records consumed and settled.</summary>
    public long Consumed => Interlocked.Read(ref _consumed);

    /// <summary>Tombstone records, heartbeats, transaction boundaries, schema changes: nothing to apply.</summary>
    public long Controls => Interlocked.Read(ref _controls);

    /// <summary>Values that lost digits beyond microseconds.</summary>
    public long TruncatedTimes => Interlocked.Read(ref _truncatedTimes);

    /// <summary>Counts by target table.</summary>
    public IReadOnlyCollection<TableTally> Tables => [.. _tables.Values.OrderBy(t => t.Table, StringComparer.Ordinal)];

    /// <summary>Dirty values that policies changed, by table, column, kind and policy.</summary>
    public IReadOnlyDictionary<(string Table, string Column, DirtyKind Kind, DirtyDataPolicy Policy), long> DirtyValues => _dirty;

    internal void Add(BatchOutcome outcome)
    {
        ApplyMeter.Count(outcome);
        foreach (var use in outcome.Dirty)
        {
            _dirty.AddOrUpdate((use.Table, use.Column, use.Kind, use.Policy), use.Values, (_, before) => before + use.Values);
        }

        Interlocked.Add(ref _consumed, outcome.Consumed);
        Interlocked.Add(ref _controls, outcome.Controls);
        Interlocked.Add(ref _truncatedTimes, outcome.TruncatedTimes);
        foreach (var table in outcome.Tables)
        {
            _tables.AddOrUpdate(table.Table, table, (_, old) => old.Plus(table));
        }
    }
}
