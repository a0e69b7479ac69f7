using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;
using Dapper;

namespace CdcFunctions.Integration.Postgres.StaticColumns;

public sealed class StaticRepetitionTests
{
    private const string Rows = "select pk, ck, owner, qty from shop.t";

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_that_come_before_and_after_a_static_write_show_it_and_none_is_made(bool isLegacy)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new StaticScene(database);

        await scene.ApplyAsync(StaticEvent.Row(1, "a", 10, 1).Record(isLegacy));
        await scene.ApplyAsync(StaticEvent.Static(1, 30, "ann").Record(isLegacy), StaticEvent.Static(2, 30, "alone").Record(isLegacy));
        await scene.ApplyAsync(StaticEvent.Static(1, 20, "older").Record(isLegacy), StaticEvent.Row(1, "b", 5, 2).Record(isLegacy));

        Assert.Equal("(1,a,ann,1) (1,b,ann,2)", await scene.RowsAsync(Rows));
        Assert.Equal("(1,ann) (2,alone)", await scene.RowsAsync("select pk, owner from shop.t_static"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_static_column_that_is_set_to_null_is_null_in_every_row(bool isLegacy)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new StaticScene(database);
        await scene.ApplyAsync(StaticEvent.Row(1, "a", 10, 1).Record(isLegacy), StaticEvent.Static(1, 20, "ann").Record(isLegacy), StaticEvent.Row(1, "b", 30, 2).Record(isLegacy));

        await scene.ApplyAsync(StaticEvent.Static(1, 40, null).Record(isLegacy));

        Assert.Equal("(1,a,,1) (1,b,,2)", await scene.RowsAsync(Rows));
    }

    [SkippableFact]
    public async Task Rows_that_were_there_are_filled_when_the_policy_is_chosen_and_left_alone_when_it_is_taken_back()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using (var before = new StaticScene(database, StaticColumnPolicy.OwnTable))
        {
            await before.ApplyAsync(StaticEvent.Row(1, "a", 10, 1).Record(false), StaticEvent.Static(1, 20, "ann").Record(false));
        }

        using (var chosen = new StaticScene(database, group: "chosen"))
        {
            await chosen.ApplyAsync(StaticEvent.Row(9, "z", 10, 9).Record(false));
            Assert.Equal("(1,a,ann,1) (9,z,,9)", await chosen.RowsAsync(Rows));
        }

        using var back = new StaticScene(database, StaticColumnPolicy.OwnTable, group: "back");
        await back.ApplyAsync(StaticEvent.Row(1, "b", 10, 1).Record(false), StaticEvent.Static(1, 30, "bob").Record(false));

        Assert.Equal("(1,a,ann,1) (1,b,,1) (9,z,,9)", await back.RowsAsync(Rows));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from pg_trigger where not tgisinternal and tgname like 'cdc_%static%'"));
    }

    [SkippableFact]
    public async Task A_static_write_after_a_letter_was_parked_does_not_make_its_row_look_later_than_the_letter()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new StaticScene(database);
        await scene.ApplyAsync(StaticEvent.Row(1, "a", 10, 1).Record(false));
        await database.ExecuteAsync("alter table shop.t add constraint small check (qty < 100)");
        await scene.ApplyAsync(StaticEvent.Row(1, "a", 10, 500).Record(false));
        await scene.ApplyAsync(StaticEvent.Static(1, 20, "ann").Record(false));
        await database.ExecuteAsync("alter table shop.t drop constraint small");

        Assert.Equal([ReplayOutcome.Applied], await scene.ReplayAsync());

        Assert.Equal("(1,a,ann,500)", await scene.RowsAsync(Rows));
    }

    [SkippableFact]
    public async Task A_column_that_has_another_type_parks_static_columns_and_the_message_says_what_to_run()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.t (pk integer, ck text, qty integer, owner integer, primary key (pk, ck))");
        using var scene = new StaticScene(database);

        await scene.ApplyAsync(StaticEvent.Row(1, "a", 10, 1).Record(false), StaticEvent.Static(1, 10, "ann").Record(false));
        Assert.Equal("(1,a,,1)", await scene.RowsAsync(Rows));
        Assert.Contains("Run: alter table \"shop\".\"t\" alter column \"owner\" type text", await database.ScalarAsync<string>("select message from cdc.dead_letter"), StringComparison.Ordinal);

        await database.ExecuteAsync("alter table shop.t alter column owner type text");
        await scene.ApplyAsync(StaticEvent.Static(1, 20, "ann").Record(false));
        Assert.Equal("(1,a,ann,1)", await scene.RowsAsync(Rows));
    }

    [SkippableFact]
    public async Task A_row_that_another_lane_is_just_writing_gets_the_static_value_too()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new StaticScene(database);
        await scene.ApplyAsync(StaticEvent.Row(1, "a", 10, 1).Record(false), StaticEvent.Static(1, 20, "ann").Record(false));
        await using var other = await database.Warehouse.OpenConnectionAsync();
        await using var batch = await other.BeginTransactionAsync();
        await other.ExecuteAsync("select pg_advisory_xact_lock_shared(1128547121, id) from cdc.target_table where name = 't'; insert into shop.t (pk, ck, qty) values (2, 'z', 5)");

        var writing = scene.ApplyAsync(StaticEvent.Static(2, 30, "bob").Record(false));
        while (!writing.IsCompleted && !await database.ScalarAsync<bool>("select exists (select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database()))"))
        {
            // Each turn is a question to the server.
        }

        await batch.CommitAsync();
        await writing;

        Assert.Equal("(1,a,ann,1) (2,z,bob,5)", await scene.RowsAsync(Rows));
    }

    [SkippableFact]
    public async Task A_column_added_to_the_clustered_table_is_in_the_history()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new StaticScene(database);

        await scene.ApplyAsync(StaticEvent.Row(1, "a", 10, 1).Record(false));
        await scene.ApplyAsync(StaticEvent.Static(1, 20, "ann").Record(false));

        Assert.Equal("(\"owner: text\",applied)", await scene.RowsAsync("select detail, status from cdc.schema_history where target_table = 'shop.t' and kind = 'addColumn'"));
    }
}
