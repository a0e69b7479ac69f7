using CdcFunctions.Support.Postgres;
using Npgsql;

namespace CdcFunctions.EndToEnd.Commands;

/// <summary>What a person sees who got something wrong: one clear message with the remedy, the right exit code, and nothing lost.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly CommandScene _scene = new();

    [Fact]
    public async Task An_unknown_key_is_named_with_its_line_and_the_likely_one()
    {
        var file = _scene.Configuration("Host=localhost;Database=w", "    tabels: {}");

        var (code, output) = await CommandScene.RunAsync("validate", "--config", file);

        Assert.Equal(2, code);
        Assert.Contains("cdc.yaml:9", output, StringComparison.Ordinal);
        Assert.Contains("tables", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_bad_usage()
    {
        var (code, output) = await CommandScene.RunAsync("replya");

        Assert.Equal(2, code);
        Assert.Contains("replay", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_broker_that_does_not_answer_is_named()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();

        var (code, output) = await CommandScene.RunAsync("validate", "--connect", "--config", _scene.Configuration(database.ConnectionString));

        Assert.Equal(1, code);
        Assert.Contains("127.0.0.1:1", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_refused_login_says_which_role_and_never_the_password()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "cdc_nobody", Password = "canary-7731" };

        var (code, output) = await CommandScene.RunAsync("migrate", "--config", _scene.Configuration(wrong.ConnectionString));

        Assert.Equal(1, code);
        Assert.Contains("cdc_nobody", output, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-7731", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_missing_privilege_names_the_table_and_loses_nothing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var role = $"cdc_reader_{Guid.NewGuid():N}";
        await database.ExecuteAsync(
            $"""
            create role {role} login password 'reader';
            create schema shop;
            create table shop.orders (id bigint primary key, note text, _cdc_version bigint not null default 0, _cdc_sequence bigint not null default 0, _cdc_source_ts timestamptz, _cdc_applied_at timestamptz);
            grant usage on schema shop, cdc to {role};
            grant select, insert, update, delete on all tables in schema cdc to {role};
            grant select on shop.orders to {role};
            """);
        var reader = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "reader" };
        var records = _scene.Write("events.jsonl", CommandScene.Order(0, CommandScene.Event(1)));

        var (code, output) = await CommandScene.RunAsync("replay", records, "--config", _scene.Configuration(reader.ConnectionString));

        Assert.Equal(1, code);
        Assert.Contains("orders", output, StringComparison.Ordinal);
        Assert.Contains("grant", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from cdc.checkpoint where next_offset is not null"));
        await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
    }

    [SkippableFact]
    public async Task Malformed_events_go_to_the_dead_letters_and_the_others_are_applied()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var records = _scene.Write("events.jsonl", string.Join('\n', CommandScene.Order(0, CommandScene.Event(1)), CommandScene.Order(1, "{\"after\":"), CommandScene.Order(2, CommandScene.Event(3))));

        var (code, output) = await CommandScene.RunAsync("replay", records, "--config", _scene.Configuration(database.ConnectionString));

        Assert.Equal(1, code);
        Assert.Contains("cdc.dead_letter", output, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from shop.orders"));
        Assert.Equal("malformed-json", await database.ScalarAsync<string>("select reason from cdc.dead_letter where record_offset = 1"));
        Assert.Equal(3, await database.ScalarAsync<long>("select next_offset from cdc.checkpoint"));
    }

    [SkippableFact]
    public async Task Records_of_a_topic_that_no_source_has_are_counted_and_named()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var records = _scene.Write("events.jsonl", string.Join('\n', CommandScene.Order(0, CommandScene.Event(1)), CommandScene.Order(0, CommandScene.Event(2), "elsewhere.orders")));

        var (code, output) = await CommandScene.RunAsync("replay", records, "--config", _scene.Configuration(database.ConnectionString));

        Assert.Equal(1, code);
        Assert.Contains("elsewhere.orders", output, StringComparison.Ordinal);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from shop.orders"));
    }

    [SkippableFact]
    public async Task A_line_that_is_no_record_is_named_by_file_and_number()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var records = _scene.Write("events.jsonl", CommandScene.Order(0, CommandScene.Event(1)) + "\nnot a record");

        var (code, output) = await CommandScene.RunAsync("replay", records, "--config", _scene.Configuration(database.ConnectionString));

        Assert.NotEqual(0, code);
        Assert.Contains("events.jsonl:2", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Replayed_again_the_same_events_change_nothing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var records = _scene.Write("events.jsonl", string.Join('\n', Enumerable.Range(0, 20).Select(i => CommandScene.Order(i, CommandScene.Event(i)))));
        var configuration = _scene.Configuration(database.ConnectionString);
        await CommandScene.RunAsync("replay", records, "--config", configuration);
        var before = await database.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from shop.orders");

        var (code, _) = await CommandScene.RunAsync("replay", records, "--config", configuration);

        Assert.Equal(0, code);
        Assert.Equal(before, await database.ScalarAsync<string>("select string_agg(xmin::text, ',' order by id) from shop.orders"));
    }

    [SkippableFact]
    public async Task An_unknown_function_is_answered_with_those_there_are()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();

        var (code, output) = await CommandScene.RunAsync("invoke", "SweepTombstone", "--config", _scene.Configuration(database.ConnectionString));

        Assert.NotEqual(0, code);
        Assert.Contains("SweepTombstones", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_timer_function_can_be_run_once()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();

        var (code, output) = await CommandScene.RunAsync("invoke", "SweepTombstones", "--config", _scene.Configuration(database.ConnectionString));

        Assert.True(code == 0, output);
    }

    public void Dispose() => _scene.Dispose();
}
