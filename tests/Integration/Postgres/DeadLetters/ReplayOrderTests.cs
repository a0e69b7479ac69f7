using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Unit.Support;

namespace CdcFunctions.Integration.Postgres.DeadLetters;

/// <summary>A replay decides by the policies that a consumed event meets, as they were when the event came.</summary>
public sealed class ReplayOrderTests
{
    private static readonly TableOptions ByArrival = new() { Conflict = ConflictPolicy.ArrivalOrder };

    [SkippableFact]
    public async Task By_arrival_a_letter_wins_over_what_came_before_it_whatever_the_clock_says()
    {
        await using var scene = await DeadLetterScene.CreateAsync(ByArrival);
        await scene.Worker.ApplyAsync("orders|u|1|90|a=1|b=1|note=early");
        await scene.Worker.ApplyAsync("orders|u|1|10|a=2|b=2|note=far too long");
        await scene.MendAsync();

        Assert.Equal(ReplayOutcome.Applied, Assert.Single(await scene.ReplayAsync()).Outcome);
        Assert.Equal("(0,0,0,first) (1,2,2,\"far too long\")", await scene.Worker.RowsAsync());
    }

    [SkippableFact]
    public async Task By_arrival_a_letter_is_superseded_by_what_came_after_it_in_its_epoch_or_a_later_one()
    {
        await using var scene = await DeadLetterScene.CreateAsync(ByArrival);
        await scene.Worker.ApplyAsync("orders|u|1|90|a=1|note=far too long", "orders|u|2|90|a=1|note=far too long");
        await scene.Worker.ApplyAsync("orders|u|1|10|a=2|b=2|note=late");
        await scene.Worker.Checkpoints.AcquireAsync(new PartitionKey("cdcfunctions", "shop.orders", 0), CancellationToken.None);
        await scene.Worker.ApplyAsync("orders|d|2|5");
        await scene.MendAsync();

        Assert.All(await scene.ReplayAsync(), result => Assert.Equal(ReplayOutcome.Superseded, result.Outcome));
        Assert.Equal("(0,0,0,first) (1,2,2,late)", await scene.Worker.RowsAsync());
    }

    [SkippableTheory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public async Task Between_equal_versions_the_later_arrival_wins_whichever_is_replayed_first(int first, int second)
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=far too long");
        await scene.Worker.ApplyAsync("orders|u|1|10|a=2|b=2|note=far too long", "orders|d|2|10");
        await scene.MendAsync();

        await scene.ReplayAsync(DeadLetterScene.Open with { FirstOffset = first, LastOffset = first });
        await scene.ReplayAsync(DeadLetterScene.Open with { FirstOffset = second, LastOffset = second });

        Assert.Equal("(0,0,0,first) (1,2,2,\"far too long\")", await scene.Worker.RowsAsync());
        Assert.Equal($"1 replayed 1 {(first == 1 ? "applied" : "superseded")}, 2 replayed 1 applied", await scene.LettersAsync());
    }

    [SkippableFact]
    public async Task Letters_of_one_version_end_in_their_order_also_when_a_bad_one_among_them_divides_the_replay()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=far too long", "orders|u|9|10|a=500|b=1|note=far too long");
        await scene.Worker.ApplyAsync("orders|u|1|10|a=2|b=2|note=far too long");
        await scene.ChangeAsync("alter table shop.orders alter note type text");

        await scene.ReplayAsync();

        Assert.Equal("(0,0,0,first) (1,2,2,\"far too long\")", await scene.Worker.RowsAsync());
        Assert.Equal("1 replayed 1 applied, 2 failed-again 1, 3 replayed 1 applied", await scene.LettersAsync());
    }

    [SkippableFact]
    public async Task A_letter_of_a_topic_made_anew_is_kept_beside_the_one_that_had_its_offset()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=far too long");
        await scene.ChangeAsync("update cdc.checkpoint set next_offset = 1");
        using var anew = new ApplyScene(scene.Worker.Database);
        await anew.ApplyAsync([ScriptedDecoder.Record(1, "orders|u|2|20|a=2|b=2|note=far too long") with { TimestampMs = 1_800_000_000_000 }]);

        Assert.Equal(2, await scene.Worker.CountAsync("cdc.dead_letter where record_offset = 1 and status = 'pending'"));
        await scene.MendAsync();
        await scene.ReplayAsync();

        Assert.Equal("(0,0,0,first) (1,1,1,\"far too long\") (2,2,2,\"far too long\")", await scene.Worker.RowsAsync());
    }

    [SkippableFact]
    public async Task A_table_whose_policy_cannot_be_followed_fails_again_and_says_why()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|note=far too long");
        using var other = new ApplyScene(scene.Worker.Database, new TableOptions { Conflict = ConflictPolicy.Column, ConflictColumn = "note" });

        var result = Assert.Single(await DeadLetterScene.ReplayAsync(other.Replay));

        Assert.Equal((ReplayOutcome.FailedAgain, "table-mismatch"), (result.Outcome, result.Reason));
        Assert.Contains("column note is Text, which is no version", result.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_was_fresh_when_it_came_did_not_get_stale_among_the_letters()
    {
        // Versions of scripted events are seconds; the threshold is an hour.
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var time = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(now));
        await using var scene = await DeadLetterScene.CreateAsync(new TableOptions { StaleAfter = TimeSpan.FromHours(1) }, time);
        await scene.Worker.ApplyAsync($"orders|u|1|{now - 3000}|a=1|b=1|note=far too long", $"orders|u|2|{now - 4000}|a=2|b=2|note=far too long");
        await scene.MendAsync();
        time.Advance(TimeSpan.FromDays(2));

        await scene.ReplayAsync();

        Assert.Equal("(0,t) (1,f) (2,t)", await scene.Worker.RowsAsync("id, _cdc_stale"));
    }
}
