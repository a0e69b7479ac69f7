using CdcFunctions.Changes;
using CdcFunctions.Postgres.DeadLetters.Replay;
using Xunit.Abstractions;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

/// <summary>One bad event in a hundred, of every kind.</summary>
public sealed class PoisonTests(ITestOutputHelper output)
{
    private const int Share = 100;

    private static readonly int Events = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 100_000 : 8_000;

    private static readonly int Size = Math.Max(1_000, Events / 20);

    [SkippableFact]
    public async Task Good_rows_are_applied_each_bad_one_is_parked_once_and_the_mend_empties_them()
    {
        await using var scene = await PoisonScene.CreateAsync();
        await scene.ApplyAsync([PoisonScene.Record(1, kind: null)], 1);
        var records = Enumerable.Range(2, Events).Select(offset => PoisonScene.Record(offset, Kind(offset))).ToList();
        var bad = records.Where(record => Kind(record.Offset) is not null).ToList();

        await scene.ApplyAsync(records, 5_000);

        Assert.Equal(1 + Events - bad.Count, await scene.ScalarAsync<long>("select count(*) from shop.orders"));
        Assert.Equal(bad.Count, await scene.ScalarAsync<long>("select count(distinct record_offset) from cdc.dead_letter"));
        Assert.Equal(bad.Count, await scene.ScalarAsync<long>("select count(*) from cdc.dead_letter where record_offset % 100 = 50 and status = 'pending'"));
        Assert.Equal(1 + Events, scene.Tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered));
        Assert.Equal(1 + Events, scene.Tally.Tables.Sum(table => table.Events));
        output.WriteLine(await scene.ScalarAsync<string>("select string_agg(concat_ws(' ', n, reason, sqlstate), ', ') from (select count(*) as n, reason, sqlstate from cdc.dead_letter group by 2, 3 order by 2, 3) as kinds"));

        var results = await scene.MendAndReplayAsync();

        var mended = bad.Count(record => PoisonScene.Kinds[Kind(record.Offset)!.Value].CanBeMended);
        Assert.Equal(mended, results.Count(result => result.Outcome == ReplayOutcome.Applied));
        Assert.Equal(bad.Count - mended, results.Count(result => result.Outcome == ReplayOutcome.FailedAgain));
        Assert.Equal(1 + Events - bad.Count + mended, await scene.ScalarAsync<long>("select count(*) from shop.orders"));
        Assert.Equal(bad.Count - mended, await scene.ScalarAsync<long>("select count(*) from cdc.dead_letter where status <> 'replayed'"));
    }

    [SkippableFact]
    public async Task Poison_costs_a_bounded_share_of_the_speed()
    {
        await using var clean = await PoisonScene.CreateAsync();
        await using var poisoned = await PoisonScene.CreateAsync();
        await clean.ApplyAsync([PoisonScene.Record(1, kind: null)], 1);
        await poisoned.ApplyAsync([PoisonScene.Record(1, kind: null)], 1);
        var good = Enumerable.Range(2, Events).Select(offset => PoisonScene.Record(offset, kind: null)).Chunk(Size).ToList();
        var mixed = Enumerable.Range(2, Events).Select(offset => PoisonScene.Record(offset, Kind(offset))).Chunk(Size).ToList();

        var (turns, first, second) = await TakingTurns.TimeAsync(good.Count, turn => clean.ApplyAsync(good[turn], Size), turn => poisoned.ApplyAsync(mixed[turn], Size));

        output.WriteLine($"{turns * Size:N0} events: clean {turns * Size / first.TotalSeconds:N0}/s, with 1 % poison {turns * Size / second.TotalSeconds:N0}/s, {first / second:P0} of clean.");
        Assert.Equal(0, await clean.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
        Assert.Equal(mixed.Sum(batch => batch.Count(record => Kind(record.Offset) is not null)), await poisoned.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
    }

    // Every hundredth, the kinds in turn.
    private static int? Kind(long offset) => offset % Share == Share / 2 ? (int)(offset / Share % PoisonScene.Kinds.Count) : null;
}
