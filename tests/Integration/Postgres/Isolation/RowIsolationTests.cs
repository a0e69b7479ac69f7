using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Integration.Postgres.DeadLetters;
using CdcFunctions.Support;

namespace CdcFunctions.Integration.Postgres.Isolation;

/// <summary>Rows that only PostgreSQL can refuse (here: a from 100 on), among others in one batch.</summary>
public sealed class RowIsolationTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 300 : 15;

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
    public async Task Batch_after_batch_with_refused_rows_among_deletes_and_partial_updates_adds_up()
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync([.. Enumerable.Range(1, 300).Select(id => $"orders|u|{id}|10|a=1|b=1|note=x")]);

        for (var turn = 0; turn < 3; turn++)
        {
            // From the second turn on the refusals are expected; every key comes once.
            await scene.Worker.ApplyAsync([.. Enumerable.Range((turn * 100) + 1, 100).Select(id => (id % 10) switch
            {
                0 => $"orders|d|{id}|20",
                1 => $"orders|u|{id}|20|b=7",
                2 => $"orders|u|{id}|5|b=8",
                3 => $"orders|u|{id}|20|a=300|b=1|note=x",
                _ => $"orders|u|{id}|20|a=2|b=2|note=y",
            })]);
        }

        Assert.Equal(30, await scene.Worker.CountAsync("cdc.dead_letter where sqlstate = '23514'"));
        Assert.Equal("(30,30,30,180,1)", await scene.ScalarAsync<string>("select (count(*) filter (where b = 7), count(*) filter (where a = 1 and b = 1 and id % 10 = 2), count(*) filter (where id % 10 = 3 and a = 1), count(*) filter (where note = 'y'), count(*) filter (where id = 0))::text from shop.orders"));
        Assert.Equal((30, 30), (scene.Worker.Tally.Tables.Sum(table => table.Deleted), scene.Worker.Tally.Tables.Sum(table => table.Superseded)));
        AssertAddsUp(scene.Worker, 601);
    }

    [SkippableFact]
    public async Task An_older_good_change_counts_when_the_newer_one_does_not_fit()
    {
        await using var scene = await DeadLetterScene.CreateAsync();

        await scene.Worker.ApplyAsync("orders|u|1|20|a=2|b=2|note=good", "orders|u|1|30|a=3|b=3|note=toolong", "orders|u|2|10|a=1|b=1|note=x");

        Assert.Equal("(0,0,0,first) (1,2,2,good) (2,1,1,x)", await scene.Worker.RowsAsync());
        Assert.Equal("2 pending 0", await scene.LettersAsync());
        AssertAddsUp(scene.Worker, 4);
    }

    [SkippableFact]
    public async Task A_row_that_does_not_fit_leaves_its_neighbours_as_they_are()
    {
        await using var scene = await DeadLetterScene.CreateAsync();

        await scene.Worker.ApplyAsync("orders|u|1|20|a=2|b=2|note=left", "orders|u|2|30|a=3|b=3|note=toolong", "orders|u|3|10|b=1", "orders|u|4|10|a=1|b=1|note=right");

        Assert.Equal("(0,0,0,first) (1,2,2,left) (3,,1,) (4,1,1,right)", await scene.Worker.RowsAsync());
        Assert.Equal("2 pending 0", await scene.LettersAsync());
        AssertAddsUp(scene.Worker, 5);
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
    public async Task A_partial_change_is_not_parked_for_what_an_older_one_says_of_its_row()
    {
        await using var scene = await DeadLetterScene.CreateAsync();

        await scene.Worker.ApplyAsync("orders|u|1|20|a=2|b=2|note=toolong", "orders|u|1|30|b=7", "orders|u|2|10|a=1|b=1|note=x");

        Assert.Equal("(0,0,0,first) (1,,7,) (2,1,1,x)", await scene.Worker.RowsAsync());
        Assert.Equal("1 pending 0", await scene.LettersAsync());
        AssertAddsUp(scene.Worker, 4);
    }

    [SkippableTheory]
    [InlineData("a=500|b=2|note=x", "b=7", "(1,0,7,old)")]
    [InlineData("a=2|b=NULL|note=x", "a=7", "(1,7,0,old)")]
    [InlineData("a=2|b=2|note=x", "a=500", "(1,2,2,x)")]
    public async Task Nor_for_what_a_constraint_refuses_of_it(string older, string newer, string row)
    {
        await using var scene = await DeadLetterScene.CreateAsync();
        await scene.Worker.ApplyAsync("orders|u|1|10|a=0|b=0|note=old");
        await scene.ChangeAsync("create domain shop.there as bigint check (value is not null); alter table shop.orders alter b type shop.there");

        await scene.Worker.ApplyAsync($"orders|u|1|20|{older}", $"orders|u|1|30|{newer}", $"orders|u|1|40|note=last", "orders|u|2|10|a=1|b=1|note=x");

        Assert.Equal($"(0,0,0,first) {row[..row.LastIndexOf(',')]},last) (2,1,1,x)", await scene.Worker.RowsAsync());
        Assert.Equal($"{(row == "(1,2,2,x)" ? 3 : 2)} pending 0", await scene.LettersAsync());
        AssertAddsUp(scene.Worker, 6);
    }

    [SkippableFact]
    public async Task A_batch_with_refused_rows_ends_as_batches_of_single_events_do()
    {
        await using var together = await DeadLetterScene.CreateAsync();
        await using var singly = await DeadLetterScene.CreateAsync();
        foreach (var seed in Seeds.Take(Rounds))
        {
            var random = new Random(seed);
            string[] lines = [.. Enumerable.Range(0, random.Next(2, 25)).Select(n => Line(random, (seed * 10) + random.Next(1, 4), 10 + (n / 2)))];

            await together.Worker.ApplyAsync(lines);
            foreach (var line in lines)
            {
                await singly.Worker.ApplyAsync(line);
            }

            var (expected, found) = (await singly.Worker.RowsAsync(), await together.Worker.RowsAsync());
            Assert.True(expected == found, $"{string.Join('\n', lines)}\nexpected {expected}\nfound    {found}{Seeds.Describe(seed, "Integration")}");

            // A bad event that a newer one of its batch outlives may never be looked at; none is parked that is good.
            Assert.Empty((await together.LettersAsync()).Split(", ", StringSplitOptions.RemoveEmptyEntries).Except((await singly.LettersAsync()).Split(", ")));
        }
    }

    // In order of arrival: a late event that a bad one of its batch outlives may be superseded by it, as by a good one.
    private static string Line(Random random, int id, int version)
    {
        if (random.Next(8) == 0)
        {
            return $"orders|d|{id}|{version}";
        }

        // Of a bad event that says more, a newer one of its batch may hide the bad value and not the rest.
        if (random.Next(4) == 0)
        {
            return $"orders|u|{id}|{version}|{(random.Next(2) == 0 ? "a=500" : "note=toolong")}";
        }

        string[] cells = [$"a={random.Next(9)}", $"b={random.Next(9)}", $"note=n{version}"];
        return $"orders|u|{id}|{version}|{string.Join('|', random.Next(3) == 0 ? cells : cells.Where(_ => random.Next(2) == 0).DefaultIfEmpty(cells[1]))}";
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
