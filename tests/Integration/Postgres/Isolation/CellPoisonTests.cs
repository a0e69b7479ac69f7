using CdcFunctions.Changes;
using CdcFunctions.Integration.Postgres.Rules;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Unit.Changes.Support;
using Xunit.Abstractions;

namespace CdcFunctions.Integration.Postgres.Isolation;

/// <summary>One event in a hundred that PostgreSQL refuses, among rows merged cell by cell.</summary>
public sealed class CellPoisonTests(ITestOutputHelper output)
{
    private static readonly int Total = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 100_000 : 8_000;

    private static readonly int Size = Math.Max(1_000, Total / 20);

    [SkippableFact]
    public async Task Poison_costs_a_bounded_share_of_the_speed()
    {
        await using var clean = await TestPostgres.CreateDatabaseAsync();
        await using var poisoned = await TestPostgres.CreateDatabaseAsync();
        using var cleanScene = await CreateAsync(clean);
        using var poisonedScene = await CreateAsync(poisoned);

        var (turns, first, second) = await TakingTurns.TimeAsync(Total / Size, turn => cleanScene.ApplyAsync(Batch(turn, isPoisoned: false)), turn => poisonedScene.ApplyAsync(Batch(turn, isPoisoned: true)));

        output.WriteLine($"{turns * Size:N0} events: clean {turns * Size / first.TotalSeconds:N0}/s, with 1 % poison {turns * Size / second.TotalSeconds:N0}/s, {first / second:P0} of clean.");
        Assert.Equal(0, await clean.ScalarAsync<long>("select count(*) from cdc.dead_letter"));
        Assert.Equal(Total / 100, await poisoned.ScalarAsync<long>("select count(*) from cdc.dead_letter where sqlstate = '23514'"));
        Assert.Equal(Total - (Total / 100), await poisoned.ScalarAsync<long>("select count(*) from shop.t where id > 0"));
        Assert.Equal(Total / Size, await poisoned.ScalarAsync<long>("select count(distinct _cdc_applied_at) from shop.t where id > 0"));
        poisonedScene.AssertCountsAddUp();
    }

    private static async Task<RuleScene> CreateAsync(TestDatabase database)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "int", ["b"] = "text", ["n"] = "int", ["x"] = "bigint" };
        var scene = new RuleScene(database, Dialect.Cassandra, new TableOptions { SourceTypes = types });
        await scene.ApplyAsync(Event(0, 1));
        await database.ExecuteAsync("alter table shop.t add constraint small check (a < 400)");
        return scene;
    }

    private static SourceRecord[] Batch(int turn, bool isPoisoned) => [.. Enumerable.Range((turn * Size) + 1, Size).Select(id => Event(id, isPoisoned && id % 100 == 50 ? 500 : 1))];

    private static SourceRecord Event(int id, int a)
    {
        string Cell(string name, string value) => $$"""  "{{name}}":{"value":{{value}},"deletion_ts":null,"set":true}""";
        return Events.Cassandra($$"""{"id":{{id}}}""", $$"""{"id":{"value":{{id}},"deletion_ts":null,"set":true},{{Cell("a", $"{a}")}},{{Cell("b", "\"some text of a row\"")}},{{Cell("n", "7")}},{{Cell("x", "700000000")}}}""");
    }
}
