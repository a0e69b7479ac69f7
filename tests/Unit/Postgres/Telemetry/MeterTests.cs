using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Operations.Telemetry;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules.Dirty;
using CdcFunctions.Postgres.Transactions;

namespace CdcFunctions.Unit.Postgres.Telemetry;

/// <summary>Other tests may count at the same time: only what this class's tables and large numbers tell is looked at.</summary>
public sealed class MeterTests : IDisposable
{
    private readonly ConcurrentBag<(string Name, string? Unit, long Value, string Tags)> _seen = [];
    private readonly MeterListener _listener = new();

    public MeterTests()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == CdcMeter.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _seen.Add((instrument.Name, instrument.Unit, value, string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}")))));
        _listener.Start();
    }

    [Fact]
    public void A_batch_is_counted_by_table_and_outcome_with_what_was_taken_back()
    {
        new ApplyTally().Add(new BatchOutcome(7_000_007, 1, 3, [new("meter.users", 9, 5, 2, 1, 0, Conflicts: 1, Stale: 4), new("meter.users", 0, 0, -1, 1, 0), new("meter.users", 2, 0, 0, 0, 2), new("meter.orders", 1, 0, 0, 0, 0, Dropped: 1)]));

        Assert.Contains(("cdc.records.consumed", "{record}", 7_000_007L, ""), _seen);
        Assert.Equal(
            [
                "cdc.events 1 cdc.table=meter.orders cdc.outcome=dropped", "cdc.events 1 cdc.table=meter.users cdc.outcome=deleted", "cdc.events 2 cdc.table=meter.users cdc.outcome=dead_lettered",
                "cdc.events 2 cdc.table=meter.users cdc.outcome=superseded", "cdc.events 5 cdc.table=meter.users cdc.outcome=upserted", "cdc.events.conflicts 1 cdc.table=meter.users", "cdc.events.stale 4 cdc.table=meter.users",
            ],
            Of("meter."));
    }

    [Fact]
    public void Each_use_of_a_policy_is_counted_by_table_kind_and_policy()
    {
        new ApplyTally().Add(new BatchOutcome(3, 0, 0, []) { Dirty = [new DirtyUse("dirty.users", "name", DirtyKind.TooLong, DirtyDataPolicy.Truncate, 3, "abc", 5), new DirtyUse("dirty.users", "age", DirtyKind.NullInNotNull, DirtyDataPolicy.Default, 1, "abc", 6)] });

        Assert.Equal(
            ["cdc.values.dirty 1 cdc.table=dirty.users cdc.kind=nullInNotNull cdc.policy=default", "cdc.values.dirty 3 cdc.table=dirty.users cdc.kind=tooLong cdc.policy=truncate"],
            Of("dirty."));
    }

    [Fact]
    public void Transactions_are_counted_by_outcome()
    {
        new TransactionTally().Add(applied: 7_000_001, withoutEnd: 7_000_002, incomplete: 7_000_003, parked: 7_000_004, emptyEnds: 7_000_005);

        Assert.Equal(
            ["cdc.transactions 7000001 cdc.outcome=applied", "cdc.transactions 7000003 cdc.outcome=incomplete", "cdc.transactions 7000004 cdc.outcome=parked", "cdc.transactions.empty_ends 7000005 ", "cdc.transactions.without_end 7000002 "],
            _seen.Where(static one => one.Name.StartsWith("cdc.transactions", StringComparison.Ordinal) && one.Value > 7_000_000).Select(Words).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _listener.Dispose();

    private IEnumerable<string> Of(string table)
        => _seen.Where(one => one.Tags.Contains("cdc.table=" + table, StringComparison.Ordinal)).Select(Words).Order(StringComparer.Ordinal);

    private static string Words((string Name, string? Unit, long Value, string Tags) one) => FormattableString.Invariant($"{one.Name} {one.Value} {one.Tags}");
}
