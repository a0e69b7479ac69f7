using CdcFunctions.Integration.Postgres.Apply;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Tables;

public sealed class LiveViewsTests
{
    private static readonly TableOptions Soft = new() { Deletes = DeletePolicy.Soft };

    [SkippableFact]
    public async Task Deleted_rows_are_hidden_and_columns_added_later_are_shown()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, Soft);
        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x", "orders|u|2|10|a=2|b=2|note=y");

        await scene.ApplyAsync("orders|d|1|20");
        Assert.Equal("(2,2,2,y)", await scene.RowsAsync("*", "shop.orders_live"));

        await scene.ApplyAsync("orders|u|2|30|extra=more");
        Assert.Equal("(2,2,2,y,more)", await scene.RowsAsync("*", "shop.orders_live"));
    }

    [SkippableFact]
    public async Task Who_may_read_the_table_may_read_the_view_and_others_may_not()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var (reader, stranger) = ($"r{Guid.NewGuid():N}", $"s{Guid.NewGuid():N}");
        await database.ExecuteAsync($"create role {reader}; create role {stranger}; create schema shop; grant usage on schema shop to {reader}, {stranger}; create table shop.orders (id bigint primary key, a bigint, b bigint, note text); grant select on shop.orders to {reader}");
        try
        {
            using var scene = new ApplyScene(database, Soft);
            await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x");
            await scene.ApplyAsync("orders|u|1|20|extra=more");

            await database.ExecuteAsync($"set role {reader}; select extra from shop.orders_live; reset role");
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync($"set role {stranger}; select id from shop.orders_live"));
            Assert.Equal("42501", refused.SqlState);
        }
        finally
        {
            await database.ExecuteAsync($"reset role; drop owned by {reader}, {stranger}; drop role {reader}, {stranger}");
        }
    }

    [SkippableFact]
    public async Task Something_else_of_that_name_is_left_alone_and_events_are_applied()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create view shop.orders_live as select 42 as id");
        using var scene = new ApplyScene(database, Soft);

        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x");

        Assert.Equal("(1,1,1,x)", await scene.RowsAsync());
        Assert.Equal("(42)", await scene.RowsAsync("*", "shop.orders_live"));
    }

    [SkippableFact]
    public async Task A_column_that_is_widened_is_widened_in_the_view_and_its_readers_stay()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var reader = $"r{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create role {reader}");
        try
        {
            using var scene = new ApplyScene(database, Soft);
            await scene.ApplyAsync("orders|u|1|10|n=1|note=x");
            await database.ExecuteAsync($"grant select on shop.orders_live to {reader}");

            await scene.ApplyAsync("orders|u|1|20|n=5000000000");

            Assert.Equal("(1,5000000000,x)", await scene.RowsAsync("*", "shop.orders_live"));
            Assert.True(await database.ScalarAsync<bool>($"select has_table_privilege('{reader}', 'shop.orders_live', 'select')"));
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {reader}; drop role {reader}");
        }
    }

    [SkippableFact]
    public async Task A_view_of_a_person_over_ours_does_not_hold_up_a_new_column()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, Soft);
        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x");
        await database.ExecuteAsync("create view shop.mine as select * from shop.orders_live");

        await scene.ApplyAsync("orders|u|1|20|extra=more");

        Assert.Equal("(1,1,1,x,more)", await scene.RowsAsync("*", "shop.orders_live"));
        Assert.Equal("(1,1,1,x)", await scene.RowsAsync("*", "shop.mine"));
    }

    [SkippableFact]
    public async Task A_table_without_soft_deletes_has_no_view()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x");

        Assert.True(await database.ScalarAsync<bool>("select to_regclass('shop.orders_live') is null"));
    }
}
