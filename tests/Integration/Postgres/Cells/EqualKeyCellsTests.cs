using CdcFunctions.Changes;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Properties;
using CdcFunctions.Unit.Postgres.Cells;

namespace CdcFunctions.Integration.Postgres.Cells;

/// <summary>The same where cells are merged: what differs from the source's keys is one row, and no cell of either is lost.</summary>
public sealed class EqualKeyCellsTests
{
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("CDC_SOAK") == "1";

    [SkippableFact]
    public async Task Cells_of_two_spellings_in_one_batch_are_merged_into_one_row()
    {
        await using var database = await CreateAsync();
        using var scene = new CellScene(database);
        await CreateAsync(database, "t");

        await scene.ApplyAsync(Event(10, "k", ("a", 1), ("n", 1)), Event(20, "K", ("b", "x"), ("n", 2)), Event(15, "k", ("n", 3), ("x", 4)));

        Assert.Equal(["1|1|k|1|x|2|4"], await RowsAsync(database, "t"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task One_batch_ends_as_batches_of_single_events_do()
    {
        await using var database = await CreateAsync();
        using var scene = new CellScene(database);
        var tables = 0;
        await Property.CheckAsync("Integration", IsSoak ? 200 : 15, CellHistory.Events, one => one.Length == 0 ? [] : [one[1..], one[..^1]], async events =>
        {
            var turn = ++tables;
            CellEvent[] spelled = [.. events.Select((one, n) => one with { S = n % 2 == 0 ? one.S : one.S.ToUpperInvariant() })];
            await CreateAsync(database, $"one{turn}");
            await CreateAsync(database, $"many{turn}");
            await scene.ApplyAsync($"one{turn}", 0, spelled);
            foreach (var single in spelled)
            {
                await scene.ApplyAsync($"many{turn}", 0, [single]);
            }

            var (expected, found) = (await RowsAsync(database, $"many{turn}"), await RowsAsync(database, $"one{turn}"));
            return expected.SequenceEqual(found) ? null : $"expected {string.Join(" ", expected)}\nfound    {string.Join(" ", found)}";
        });
    }

    private static CellEvent Event(long time, string s, params (string, object?)[] cells) => new(ChangeKind.Update, time, 1, 1, s) { Cells = cells };

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create extension citext; create schema cells");
        return database;
    }

    private static Task CreateAsync(TestDatabase database, string table)
        => database.ExecuteAsync($"create table cells.{table} (p integer, c integer, s citext, a integer, b text, n integer, x integer, primary key (p, c, s))");

    // Under which of its spellings a row stands is not promised.
    private static async Task<List<string>> RowsAsync(TestDatabase database, string table)
    {
        await using var command = database.Warehouse.CreateCommand($"select concat_ws('|', p, c, lower(s::text), coalesce(a::text, '-'), coalesce(b, '-'), coalesce(n::text, '-'), coalesce(x::text, '-')) from cells.{table} order by p, c, s");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
