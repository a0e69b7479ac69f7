using CdcFunctions.Postgres.Apply;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Apply;

public sealed class LargeShapeTests
{
    private const int Columns = 1_000;

    [SkippableFact]
    public async Task A_table_of_a_thousand_columns_is_created_filled_and_updated_in_part()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        var wide = string.Concat(Enumerable.Range(0, Columns).Select(n => $"|c{n}={n}"));

        await scene.ApplyAsync([.. Enumerable.Range(1, 50).Select(id => $"orders|u|{id}|10{wide}")]);
        await scene.ApplyAsync("orders|u|7|20|c0=70|c999=-1");

        Assert.Equal(50, await scene.CountAsync("shop.orders"));
        Assert.Equal("(7,70,500,-1)", await database.ScalarAsync<string>("select (id, c0, c500, c999)::text from shop.orders where id = 7"));
        Assert.Equal(49, await scene.CountAsync("shop.orders where c0 = 0 and c999 = 999"));
        Assert.Equal(0, await scene.CountAsync("cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task A_table_of_more_columns_than_PostgreSQL_has_room_for_waits_and_says_so()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        var tooWide = string.Concat(Enumerable.Range(0, 1_700).Select(n => $"|c{n}={n}"));

        var refused = await Assert.ThrowsAsync<TableMismatchException>(() => scene.ApplyAsync($"orders|u|1|10{tooWide}"));

        Assert.Contains("1600 columns", refused.Message, StringComparison.Ordinal);
        Assert.Contains("exclude: true", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("evolve", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await scene.CountAsync("cdc.checkpoint where next_offset > 0"));
    }

    [SkippableFact]
    public async Task Values_of_sixteen_megabytes_pass_beside_small_ones()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        var large = new string('x', 16 << 20);

        await scene.ApplyAsync($"orders|u|1|10|note={large}", "orders|u|2|10|note=small", $"orders|u|3|10|note={large}");
        await scene.ApplyAsync("orders|u|1|20|note=short");

        Assert.Equal("5,5,16777216", await database.ScalarAsync<string>("select string_agg(length(note)::text, ',' order by id) from shop.orders"));
    }

    [SkippableFact]
    public async Task A_batch_larger_than_work_mem_needs_no_temporary_file()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        foreach (var setting in new[] { "work_mem = '64kB'", "temp_file_limit = 0" })
        {
            await database.ExecuteAsync($"do $$ begin execute format($x$alter database %I set {setting}$x$, current_database()); end $$");
        }

        database.Warehouse.Clear();
        using var scene = new ApplyScene(database);
        var note = new string('x', 1_000);

        await scene.ApplyAsync([.. Enumerable.Range(1, 1_000).Select(id => $"orders|u|{id}|10|a=1|b=1|note={note}")]);
        await scene.ApplyAsync([.. Enumerable.Range(1, 1_000).Select(id => $"orders|u|{id}|20|a=2|b=2|note={note}")]);

        Assert.Equal(1_000, await scene.CountAsync("shop.orders where a = 2"));
    }
}
