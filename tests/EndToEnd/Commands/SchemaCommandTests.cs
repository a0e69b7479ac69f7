using CdcFunctions.Support.Postgres;

namespace CdcFunctions.EndToEnd.Commands;

/// <summary>A schema change that waits for a person, as that person sees it and lets it through.</summary>
public sealed class SchemaCommandTests : IDisposable
{
    private readonly CommandScene _scene = new();

    [SkippableFact]
    public async Task A_change_that_waits_is_listed_shown_applied_and_told()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.orders (id bigint primary key, note text, amount integer)");
        var configuration = _scene.Configuration(database.ConnectionString, "    tables: { orders: { deletes: soft, schemaChanges: { widenType: exception } } }");
        Task<(int Code, string Output)> RunAsync(params string[] arguments) => CommandScene.RunAsync([.. arguments, "--config", configuration]);
        var small = _scene.Write("small.jsonl", CommandScene.Order(1, Event(1, 5)));
        var large = _scene.Write("large.jsonl", CommandScene.Order(2, Event(2, 3_000_000_000)));

        Assert.Equal(0, (await RunAsync("replay", small)).Code);
        var paused = await RunAsync("replay", large);
        var tables = await RunAsync("schema", "list");
        var pending = await RunAsync("schema", "list", "--pending");
        var dry = await RunAsync("schema", "apply", "orders", "--dry-run");
        var before = await TypeAsync(database, "orders");
        var apply = await RunAsync("schema", "apply", "orders");
        var again = await RunAsync("replay", large);
        var history = await RunAsync("schema", "history", "orders");
        var first = await RunAsync("schema", "at", "shop.orders", "1", "--json");
        var missing = await RunAsync("schema", "at", "orders", "99");

        Assert.Equal(1, paused.Code);
        Assert.Contains("Table shop.orders is paused: widenType amount: integer → bigint", paused.Output, StringComparison.Ordinal);
        Assert.Equal(0, tables.Code);
        Assert.Contains("shop.orders", tables.Output, StringComparison.Ordinal);
        Assert.Contains("""alter table "shop"."orders" alter column "amount" type bigint""", pending.Output, StringComparison.Ordinal);
        Assert.Contains("1 task.", dry.Output, StringComparison.Ordinal);
        Assert.Equal("integer", before);
        Assert.Equal(0, apply.Code);
        Assert.Contains("widenType amount: integer → bigint: done", apply.Output, StringComparison.Ordinal);
        Assert.Equal(("bigint", "bigint"), (await TypeAsync(database, "orders"), await TypeAsync(database, "orders_live")));
        Assert.Equal(0, again.Code);
        Assert.Equal("5,3000000000", await database.ScalarAsync<string>("select string_agg(amount::text, ',' order by id) from shop.orders_live"));
        Assert.Contains("amount: integer → bigint", history.Output, StringComparison.Ordinal);
        Assert.Contains("shown by scy.shop.orders/0@2", history.Output, StringComparison.Ordinal);
        Assert.Equal(0, first.Code);
        Assert.Contains("\"type\":\"integer\"", first.Output.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1, missing.Code);
        Assert.Contains("has no version 99", missing.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing waits for a person.", (await RunAsync("schema", "list", "--pending")).Output, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private static string Event(long id, long amount)
        => CommandScene.Event(id).Replace("\"note\":\"n\"", $"\"note\":\"n\",\"amount\":{amount}", StringComparison.Ordinal);

    private static Task<string> TypeAsync(TestDatabase database, string relation)
        => database.ScalarAsync<string>($"select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'shop.{relation}'::regclass and attname = 'amount'");
}
