using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Integration.Postgres.DeadLetters;

namespace CdcFunctions.Integration.Postgres.Isolation;

/// <summary>Rows that only PostgreSQL can refuse (here: a from 100 on), among others in one batch.</summary>
public sealed class RowIsolationTests
{
    [SkippableFact]
    public async Task In_a_large_batch_every_refused_row_is_found_and_all_others_stand()
    {
        await using var scene = await DeadLetterScene.CreateAsync();

        await scene.Worker.ApplyAsync([.. Enumerable.Range(1, 2500).Select(id => $"orders|u|{id}|10|a={(id % 37 == 0 ? 500 : 1)}|b=1|note=x")]);

        Assert.Equal(1 + 2500 - 67, await scene.Worker.CountAsync("shop.orders"));
        Assert.Equal(67, await scene.Worker.CountAsync("cdc.dead_letter where sqlstate = '23514' and record_offset % 37 = 0"));
        Assert.Equal(2501, await scene.ScalarAsync<long>("select next_offset from cdc.checkpoint"));
        AssertAddsUp(scene.Worker, 2501);
    }

    [SkippableFact]
    public async Task A_batch_of_refused_rows_only_leaves_nothing_but_dead_letters()
    {
        await using var scene = await DeadLetterScene.CreateAsync();

        await scene.Worker.ApplyAsync([.. Enumerable.Range(1, 250).Select(id => $"orders|u|{id}|10|a=500|b=1|note=x")]);

        Assert.Equal(1, await scene.Worker.CountAsync("shop.orders"));
        Assert.Equal(250, await scene.Worker.CountAsync("cdc.dead_letter"));
        AssertAddsUp(scene.Worker, 251);
    }

    [SkippableFact]
    public async Task An_older_good_change_of_a_refused_rows_key_counts()
    {
        await using var scene = await DeadLetterScene.CreateAsync();

        await scene.Worker.ApplyAsync("orders|u|1|20|a=2|b=2|note=good", "orders|u|1|30|a=300|b=3|note=bad", "orders|u|2|10|a=1|b=1|note=x");

        Assert.Equal("(0,0,0,first) (1,2,2,good) (2,1,1,x)", await scene.Worker.RowsAsync());
        Assert.Equal("2 pending 0", await scene.LettersAsync());
        AssertAddsUp(scene.Worker, 4);
    }

    [SkippableFact]
    public async Task Deletes_and_partial_updates_of_the_batch_stand_and_are_counted()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=x", "orders|u|2|10|a=1|b=1|note=x");

        await scene.Worker.ApplyAsync("orders|d|1|20", "orders|u|2|20|b=7", "orders|u|3|20|a=300|b=1|note=x", "orders|u|4|20|a=4|b=4|note=x");

        Assert.Equal("(0,0,0,first) (2,1,7,x) (4,4,4,x)", await scene.Worker.RowsAsync());
        Assert.Equal(1, scene.Worker.Tally.Tables.Sum(table => table.Deleted));
        AssertAddsUp(scene.Worker, 7);
    }

    [SkippableFact]
    public async Task A_row_that_stands_before_its_parent_is_applied_once_the_parent_is_there()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.ChangeAsync("alter table shop.orders add constraint parent foreign key (b) references shop.orders (id)");

        // Each is the child of the next one; the last stands alone; one is refused for good.
        await scene.Worker.ApplyAsync([.. Enumerable.Range(1, 300).Select(id => $"orders|u|{id}|10|a=1|b={(id == 300 ? "NULL" : id + 1)}|note=x"), "orders|u|999|10|a=500|b=NULL|note=x"]);

        Assert.Equal(301, await scene.Worker.CountAsync("shop.orders"));
        Assert.Equal("301 pending 0", await scene.LettersAsync());
    }

    [SkippableFact]
    public async Task A_constraint_that_is_checked_at_the_commit_names_its_rows_too()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.ChangeAsync("alter table shop.orders add constraint parent foreign key (b) references shop.orders (id) deferrable initially deferred");

        // Each is the child of the next one; the last has no parent.
        await scene.Worker.ApplyAsync([.. Enumerable.Range(1, 300).Select(id => $"orders|u|{id}|10|a=1|b={(id == 300 ? "NULL" : id + 1)}|note=x"), "orders|u|999|10|a=1|b=1000|note=x"]);

        Assert.Equal(301, await scene.Worker.CountAsync("shop.orders"));
        Assert.Equal("301 pending 0", await scene.LettersAsync());
        Assert.Equal(2, await scene.Worker.CountAsync("(select distinct _cdc_applied_at from shop.orders) as transactions"));
    }

    [SkippableFact]
    public async Task A_zombie_is_refused_there_too()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        using var young = new ApplyScene(scene.Worker.Database);
        await young.Checkpoints.AcquireAsync(new("cdcfunctions", "shop.orders", 0), CancellationToken.None);

        await Assert.ThrowsAsync<CdcFunctions.Postgres.Checkpoints.FencedException>(() => scene.Worker.ApplyAsync("orders|u|1|10|a=1|b=1|note=x", "orders|u|2|10|a=300|b=1|note=x"));

        Assert.Equal(1, await scene.Worker.CountAsync("shop.orders"));
        Assert.Equal("", await scene.LettersAsync());
    }

    private static void AssertAddsUp(ApplyScene worker, long consumed)
    {
        Assert.Equal(consumed, worker.Tally.Consumed);
        Assert.Equal(consumed, worker.Tally.Tables.Sum(table => table.Events));
        Assert.Equal(consumed, worker.Tally.Tables.Sum(table => table.Upserted + table.Deleted + table.Superseded + table.DeadLettered));
    }
}
