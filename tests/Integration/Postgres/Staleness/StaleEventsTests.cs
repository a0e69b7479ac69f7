using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Support;

namespace CdcFunctions.Integration.Postgres.Staleness;

public sealed class StaleEventsTests
{
    // Versions of scripted events are seconds: at 100,000 with a threshold of an hour, 96,399 is stale and 96,400 is not.
    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeSeconds(100_000));

    [SkippableFact]
    public async Task A_stale_row_carries_its_flag_until_a_fresh_change_comes()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, Options(StaleEventPolicy.Flag), _time);

        await scene.ApplyAsync("orders|u|1|96399|a=1|b=1|note=old", "orders|u|2|96400|a=2|b=2|note=new", "orders|u|3|90000|a=3|b=3|note=old");
        Assert.Equal("(1,t) (2,f) (3,t)", await scene.RowsAsync("id, _cdc_stale"));

        await scene.ApplyAsync("orders|u|1|99999|a=1", "orders|u|2|96399|a=9|b=9|note=late");
        Assert.Equal("(1,1,1,old,f) (2,2,2,new,f) (3,3,3,old,t)", await scene.RowsAsync("id, a, b, note, _cdc_stale"));
        Assert.Equal(3, Assert.Single(scene.Tally.Tables).Stale);
    }

    [SkippableFact]
    public async Task A_row_that_a_stale_delete_keeps_softly_is_flagged()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, Options(StaleEventPolicy.Flag) with { Deletes = DeletePolicy.Soft }, _time);

        await scene.ApplyAsync("orders|u|1|50|a=1|b=1|note=x", "orders|u|2|99999|a=1|b=1|note=x");
        await scene.ApplyAsync("orders|d|1|60", "orders|d|2|99999");

        Assert.Equal("(1,t,t) (2,t,f)", await scene.RowsAsync("id, _cdc_deleted, _cdc_stale"));
    }

    [SkippableFact]
    public async Task A_stale_event_is_dropped_and_counted_and_an_older_good_one_of_its_key_stands()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, Options(StaleEventPolicy.Drop), _time);

        await scene.ApplyAsync("orders|u|1|99999|a=1|b=1|note=x", "orders|u|1|50|a=9|b=9|note=stale", "orders|d|2|60", "orders|u|3|99999|a=3|b=3|note=y");

        Assert.Equal("(1,1,1,x) (3,3,3,y)", await scene.RowsAsync());
        Assert.Equal(4, await database.ScalarAsync<long>("select next_offset from cdc.checkpoint"));
        var tally = Assert.Single(scene.Tally.Tables);
        Assert.Equal((4, 2, 2, 0, 0), (tally.Events, tally.Upserted, tally.Dropped, tally.DeadLettered, tally.Stale));
    }

    [SkippableFact]
    public async Task A_batch_of_nothing_but_dropped_events_moves_the_checkpoint()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, Options(StaleEventPolicy.Drop), _time);

        await scene.ApplyAsync("orders|u|1|1|a=1|b=1|note=x");

        Assert.Equal(1, await database.ScalarAsync<long>("select next_offset from cdc.checkpoint"));
        Assert.Equal(1, scene.Tally.Consumed);
    }

    [SkippableFact]
    public async Task A_stale_event_goes_to_the_dead_letters_with_its_reason()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, Options(StaleEventPolicy.DeadLetter), _time);

        await scene.ApplyAsync("orders|u|1|50|a=9|b=9|note=stale", "orders|u|2|99999|a=1|b=1|note=x", "no event");

        Assert.Equal("(2,1,1,x)", await scene.RowsAsync());
        Assert.Equal("(0,stale,shop.orders) (2,malformed-json,)", await scene.Database.ScalarAsync<string>("select string_agg(r::text, ' ' order by record_offset) from (select record_offset, reason, target_table from cdc.dead_letter) as r"));
        Assert.Equal(2, scene.Tally.Tables.Sum(table => table.DeadLettered));
    }

    [SkippableFact]
    public async Task A_table_a_person_made_gets_no_flags_by_default_and_still_counts_them()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.orders (id bigint primary key, a bigint, b bigint, note text)");
        using var scene = new ApplyScene(database, Options(StaleEventPolicy.Flag), _time);

        await scene.ApplyAsync("orders|u|1|50|a=1|b=1|note=x");

        Assert.Equal("(1,1,1,x)", await scene.RowsAsync());
        Assert.Equal(0, await scene.CountAsync("pg_attribute where attrelid = 'shop.orders'::regclass and attname = '_cdc_stale'"));
        Assert.Equal(1, Assert.Single(scene.Tally.Tables).Stale);
    }

    [SkippableFact]
    public async Task A_table_a_person_made_gets_flags_when_a_person_asks_for_them()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.orders (id bigint primary key, a bigint, b bigint, note text)");
        using var scene = new ApplyScene(database, Options(StaleEventPolicy.Flag) with { IsStalenessChosen = true }, _time);

        await scene.ApplyAsync("orders|u|1|50|a=1|b=1|note=x");

        Assert.Equal("(1,t)", await scene.RowsAsync("id, _cdc_stale"));
    }

    private static TableOptions Options(StaleEventPolicy policy) => new() { StaleEvents = policy, StaleAfter = TimeSpan.FromHours(1) };
}
