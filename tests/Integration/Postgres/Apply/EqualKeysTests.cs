using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.DeadLetters.Replay;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Apply;

/// <summary>Keys that the source tells apart and PostgreSQL does not, in one batch: it must end as if each event had come in a batch of its own.</summary>
public sealed class EqualKeysTests
{
    private const string Prepare =
        """
        create extension citext;
        create collation nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        create schema shop;
        """;

    public static TheoryData<string, string, string> Spellings => new()
    {
        { "citext", "a", "A" },
        { "text collate nocase", "a", "A" },
        { "char(3)", "a", "a " },
        { "varchar(1)", "a", "a " },
        { "numeric(4,1)", "1.5", "1.50" },
        { "timestamptz", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00+01:00" },
        { "inet", "::1", "0:0:0:0:0:0:0:1" },
    };

    [SkippableTheory]
    [MemberData(nameof(Spellings))]
    public async Task One_batch_ends_as_batches_of_single_events_do(string type, string one, string other)
    {
        string[] lines =
        [
            $"codes|u|{one}|10|a=1|b=1|note=x", $"codes|u|{other}|20|a=2|b=2|note=y", $"codes|u|{one}|15|a=3|b=3|note=late", $"codes|u|{one}|30|a=4", $"codes|u|{other}|25|b=5", $"codes|u|{other}|40|b=6",
            $"codes|d|{one}|50", $"codes|u|{other}|50|a=7|b=7|note=z", $"codes|d|{other}|45", $"codes|u|{one}|50|b=8",
        ];

        var singly = await RowsAsync(type, [.. lines.Select(line => (string[])[line])]);

        Assert.Equal((singly.Row, 0L), (singly.Row[..^", 50)".Length] + ", 50)", singly.Letters));
        Assert.Equal(singly, await RowsAsync(type, lines));
    }

    [SkippableFact]
    public async Task A_row_whose_key_is_spelled_anew_in_one_commit_is_not_lost()
    {
        var (row, letters) = await RowsAsync("citext", ["codes|u|a|10|a=1|b=1|note=x"], ["codes|d|a|20", "codes|u|A|20|a=1|b=1|note=x"]);

        Assert.Equal(("(A, 1, 1, x, 20)", 0), (row, letters));
    }

    [SkippableFact]
    public async Task A_refused_row_among_them_is_parked_alone()
    {
        var (row, letters) = await RowsAsync("citext", ["codes|u|a|10|a=1|b=1|note=x", "codes|u|A|20|a=500|b=2|note=y", "codes|u|a|15|a=2|b=2|note=z"]);

        Assert.Equal(("(a, 2, 2, z, 15)", 1), (row, letters));
    }

    [SkippableFact]
    public async Task The_order_of_a_rows_changes_stands_while_a_refused_row_of_another_key_is_searched_for()
    {
        var (row, letters) = await RowsAsync("citext", ["codes|u|a|10|a=1|b=1|note=x", "codes|u|other|10|a=500|b=1|note=x", "codes|u|A|20|b=7"]);

        Assert.Equal(("(a, 1, 7, x, 20)", 1), (row, letters));
    }

    [SkippableFact]
    public async Task Dead_letters_of_two_spellings_are_replayed_as_they_came()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync($"{Prepare} create table shop.codes (id citext primary key, a bigint, b bigint, note text, constraint small check (a < 100))");
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("codes|u|a|10|a=100|b=1|note=x", "codes|u|A|20|a=200|b=2|note=y", "codes|u|a|20|a=300|b=3|note=z", "codes|u|A|15|a=400|b=4|note=late");
        await database.ExecuteAsync("alter table shop.codes drop constraint small");

        await foreach (var result in scene.Replay.RunAsync(new DeadLetterFilter { ConsumerGroup = "cdcfunctions" }, isDryRun: false, CancellationToken.None))
        {
            Assert.NotEqual(ReplayOutcome.FailedAgain, result.Outcome);
        }

        Assert.Equal("(a,300,3,z)", await scene.RowsAsync("id, a, b, note", "shop.codes"));
    }

    private static async Task<(string Row, long Letters)> RowsAsync(string type, params string[][] batches)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync($"{Prepare} create table shop.codes (id {type} primary key, a bigint check (a < 100), b bigint, note text)");
        using var scene = new ApplyScene(database);

        // The first batch changes the table, and is searched in another way then.
        var key = batches[0][0].Split('|')[2];
        await scene.ApplyAsync($"codes|u|{key}|1|a=0|b=0|note=first", $"codes|d|{key}|1");
        foreach (var batch in batches)
        {
            await scene.ApplyAsync(batch);
        }

        Assert.Equal(2 + batches.Sum(static batch => batch.Length), scene.Tally.Tables.Sum(static table => table.Events));
        return (await database.ScalarAsync<string>("select string_agg(format('(%s, %s, %s, %s, %s)', id, a, b, note, _cdc_version), ' ') from shop.codes"), await scene.CountAsync("cdc.dead_letter"));
    }
}
