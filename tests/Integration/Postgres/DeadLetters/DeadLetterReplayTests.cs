using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters.Replay;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

public sealed class DeadLetterReplayTests
{
    [SkippableFact]
    public async Task After_the_mend_a_replay_applies_every_letter_and_settles_it()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=far too long", "orders|u|2|10|a=200|b=2|note=x", "orders|u|3|10|a=3|b=3|note=good");
        Assert.Equal("1 pending 0, 2 pending 0", await scene.LettersAsync());
        await scene.MendAsync();

        var results = await scene.ReplayAsync();

        Assert.Equal([ReplayOutcome.Applied, ReplayOutcome.Applied], results.Select(result => result.Outcome));
        Assert.Equal(["shop.orders", "shop.orders"], results.Select(result => result.Table));
        Assert.Equal("(0,0,0,first) (1,1,1,\"far too long\") (2,200,2,x) (3,3,3,good)", await scene.Worker.RowsAsync());
        Assert.Equal("1 replayed 1 applied, 2 replayed 1 applied", await scene.LettersAsync());
    }

    [SkippableFact]
    public async Task What_still_does_not_fit_fails_again_with_the_new_reason_and_the_rest_is_applied()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long", "orders|u|2|10|a=200|note=x", "orders|u|3|10|a=300|note=also too long", "nonsense");
        await scene.ChangeAsync("alter table shop.orders alter note type text");

        var results = await scene.ReplayAsync();

        Assert.Equal([ReplayOutcome.Applied, ReplayOutcome.FailedAgain, ReplayOutcome.FailedAgain, ReplayOutcome.FailedAgain], results.Select(result => result.Outcome));
        Assert.Equal([null, "constraint", "constraint", "malformed-json"], results.Select(result => result.Reason));
        Assert.Equal("1 replayed 1 applied, 2 failed-again 1, 3 failed-again 1, 4 failed-again 1", await scene.LettersAsync());
        Assert.Equal("23514", await scene.ScalarAsync<string>("select sqlstate from cdc.dead_letter where record_offset = 3"));
    }

    [SkippableFact]
    public async Task An_old_event_does_not_overwrite_newer_data_and_is_told_as_superseded()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long");
        await scene.Worker.ApplyAsync("orders|u|1|20|a=2|b=2|note=newer");
        await scene.MendAsync();

        Assert.Equal(ReplayOutcome.Superseded, Assert.Single(await scene.ReplayAsync()).Outcome);
        Assert.Equal("(0,0,0,first) (1,2,2,newer)", await scene.Worker.RowsAsync());
        Assert.Equal("1 replayed 1 superseded", await scene.LettersAsync());
    }

    [SkippableFact]
    public async Task An_old_insert_does_not_pass_a_newer_delete()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long");
        await scene.Worker.ApplyAsync("orders|d|1|20");
        await scene.MendAsync();

        Assert.Equal(ReplayOutcome.Superseded, Assert.Single(await scene.ReplayAsync()).Outcome);
        Assert.Equal("(0,0,0,first)", await scene.Worker.RowsAsync());
    }

    [SkippableTheory]
    [InlineData("orders|u|1|10|a=2|b=2|note=later", "(0,0,0,first) (1,2,2,later)")]
    [InlineData("orders|d|1|10", "(0,0,0,first)")]
    public async Task Between_equal_versions_what_arrived_after_the_letter_stays(string later, string rows)
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=far too long");
        await scene.Worker.ApplyAsync(later);
        await scene.MendAsync();

        Assert.Equal(ReplayOutcome.Superseded, Assert.Single(await scene.ReplayAsync()).Outcome);
        Assert.Equal(rows, await scene.Worker.RowsAsync());
    }

    [SkippableFact]
    public async Task Between_equal_versions_the_letter_wins_over_what_arrived_before_it()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=old", "orders|u|2|10|a=1|b=1|note=old");
        await scene.Worker.ApplyAsync("orders|u|1|10|a=2|b=2|note=far too long");
        await scene.MendAsync();

        Assert.Equal(ReplayOutcome.Applied, Assert.Single(await scene.ReplayAsync()).Outcome);
        Assert.Equal("(0,0,0,first) (1,2,2,\"far too long\") (2,1,1,old)", await scene.Worker.RowsAsync());
    }

    [SkippableFact]
    public async Task Of_two_letters_of_one_key_the_newer_is_applied()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|30|a=3|b=3|note=the newer one", "orders|u|1|20|a=2|b=2|note=the older one");
        await scene.MendAsync();

        Assert.Equal([ReplayOutcome.Applied, ReplayOutcome.Superseded], (await scene.ReplayAsync()).Select(result => result.Outcome));
        Assert.Equal("(0,0,0,first) (1,3,3,\"the newer one\")", await scene.Worker.RowsAsync());
    }

    [SkippableFact]
    public async Task A_dry_run_tells_the_same_and_changes_nothing()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long", "orders|u|2|10|a=200|note=x");
        await scene.ChangeAsync("alter table shop.orders alter note type text");

        Assert.Equal([ReplayOutcome.Applied, ReplayOutcome.FailedAgain], (await scene.ReplayAsync(isDryRun: true)).Select(result => result.Outcome));
        Assert.Equal("(0,0,0,first)", await scene.Worker.RowsAsync());
        Assert.Equal("1 pending 0, 2 pending 0", await scene.LettersAsync());
    }

    [SkippableFact]
    public async Task Two_replays_at_once_settle_each_letter_once()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync([.. Enumerable.Range(1, 900).Select(id => $"orders|u|{id}|10|a=1|note=far too long")]);
        await scene.MendAsync();

        var both = await Task.WhenAll(Task.Run(() => scene.ReplayAsync()), Task.Run(() => scene.ReplayAsync()));

        Assert.Equal(900, both.Sum(results => results.Count(result => result.Outcome == ReplayOutcome.Applied)));
        Assert.All(both.SelectMany(results => results), result => Assert.Contains(result.Outcome, new[] { ReplayOutcome.Applied, ReplayOutcome.SettledElsewhere }));
        Assert.Equal(900, await scene.Worker.CountAsync("cdc.dead_letter where status = 'replayed' and attempts = 1"));
        Assert.Equal(901, await scene.Worker.CountAsync("shop.orders"));
    }

    [SkippableFact]
    public async Task A_record_that_is_consumed_again_and_still_bad_waits_again_after_a_replay_but_not_after_a_discard()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long", "orders|u|2|10|a=1|note=far too long");
        await scene.Store.DiscardAsync(DeadLetterScene.Open with { LastOffset = 1 }, CancellationToken.None);
        await scene.MendAsync();
        await scene.ReplayAsync();
        await scene.ChangeAsync("truncate shop.orders; alter table shop.orders alter note type varchar(5); update cdc.checkpoint set next_offset = 0");

        using var rebuilt = new Apply.ApplyScene(scene.Worker.Database);
        await rebuilt.ApplyAsync("orders|u|0|1|a=0|b=0|note=first", "orders|u|1|10|a=1|note=far too long", "orders|u|2|10|a=1|note=far too long");

        Assert.Equal("1 discarded 0 discarded, 2 pending 1", await scene.LettersAsync());
    }

    [SkippableFact]
    public async Task A_letter_of_a_topic_without_source_stays_open_and_says_what_to_add()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync(new SourceRecord[] { new("lost.topic", 0, 5, null, "x"u8.ToArray(), 0) });

        var result = Assert.Single(await scene.ReplayAsync());

        Assert.Equal((ReplayOutcome.FailedAgain, "unconfigured-topic"), (result.Outcome, result.Reason));
        Assert.Contains("sources[].topics", result.Remedy, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task With_soft_deletes_a_replayed_delete_keeps_the_row_and_says_so()
    {
        await using var scene = await DeadLetterScene.CreateAsync(new TableOptions { Deletes = DeletePolicy.Soft });
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=x");
        await scene.ChangeAsync("alter table shop.orders add constraint stays check (not _cdc_deleted or id <> 1)");
        await scene.Worker.ApplyAsync("orders|d|1|20");
        Assert.Equal("2 pending 0", await scene.LettersAsync());
        await scene.ChangeAsync("alter table shop.orders drop constraint stays");

        Assert.Equal(ReplayOutcome.Applied, Assert.Single(await scene.ReplayAsync()).Outcome);
        Assert.Equal("(0,f) (1,t)", await scene.Worker.RowsAsync("id, _cdc_deleted"));
    }
}
