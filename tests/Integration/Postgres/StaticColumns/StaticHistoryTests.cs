using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.StaticColumns;

/// <summary>Random histories of rows and static columns, in any order, over partitions that are applied at the same time.</summary>
public sealed class StaticHistoryTests
{
    private const int Lanes = 3;

    private static readonly int Histories = Environment.GetEnvironmentVariable("CDC_SOAK") == "1" ? 60 : 4;

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_row_shows_the_newest_static_value_of_its_partition(bool isLegacy)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        foreach (var seed in Seeds.Take(Histories))
        {
            var chance = new Random(seed);
            await database.ExecuteAsync("drop schema if exists shop cascade; create schema shop; truncate cdc.checkpoint, cdc.tombstone, cdc.target_table, cdc.source_shape, cdc.schema_history restart identity cascade");
            var options = TableOptions.Default with { Deletes = chance.Next(2) == 0 ? DeletePolicy.Soft : DeletePolicy.Remove, SourceTypes = Types };
            using var scene = new StaticScene(database, options: options);
            var events = Events(chance);

            await ApplyAsync(scene, [.. Shuffled(events, chance).Select(one => one.Record(isLegacy))], chance);

            var hidden = options.Deletes == DeletePolicy.Soft ? " where not _cdc_deleted" : "";
            var found = await scene.RowsAsync($"select pk, ck, owner, qty from shop.t{hidden}");
            Assert.True(Expected(events, isLegacy) == found, $"expected {Expected(events, isLegacy)}\nfound    {found}{Seeds.Describe(seed, "Integration")}");
        }
    }

    // Without them a column that is NULL before any value of it was seen is not known.
    private static Dictionary<string, string> Types => new(StringComparer.Ordinal) { ["pk"] = "int", ["ck"] = "text", ["owner"] = "static text", ["qty"] = "int" };

    private static List<StaticEvent> Events(Random chance) => [.. Enumerable.Range(1, 240).Select(n =>
    {
        var (pk, ck, at) = (chance.Next(8), $"c{chance.Next(5)}", 1_700_000_000_000_000 + (n * 10));
        return chance.Next(10) switch
        {
            < 3 => StaticEvent.Static(pk, at, chance.Next(5) == 0 ? null : $"o{n}"),
            < 5 => StaticEvent.Delete(pk, ck, at),
            _ => StaticEvent.Row(pk, ck, at, chance.Next(6) == 0 ? null : n),
        };
    })];

    // With copies, as connectors send them again.
    private static StaticEvent[] Shuffled(List<StaticEvent> events, Random chance)
    {
        StaticEvent[] sent = [.. events, .. events.Where(_ => chance.Next(4) == 0)];
        chance.Shuffle(sent);
        return sent;
    }

    private static Task ApplyAsync(StaticScene scene, SourceRecord[] records, Random chance)
    {
        var lanes = records.GroupBy(_ => chance.Next(Lanes)).ToList();
        var sizes = lanes.ConvertAll(_ => chance.Next(1, 40));
        return Task.WhenAll(lanes.Select((lane, n) => Task.Run(async () =>
        {
            foreach (var batch in lane.Chunk(sizes[n]))
            {
                await PatientlyAsync(() => scene.ApplyAsync(lane.Key, batch));
            }
        })));
    }

    // As lanes do: of two that make a table at the same moment one has to come again.
    private static async Task PatientlyAsync(Func<Task> apply)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await apply();
                return;
            }
            catch (Exception again) when (attempt < 5 && FailureClassifier.Classify(again) == FailureKind.Transient)
            {
            }
        }
    }

    // Legacy rows without any value are there by their insert alone, which this history does not send.
    private static string Expected(List<StaticEvent> events, bool isLegacy)
    {
        var owners = events.Where(one => one.Ck is null).GroupBy(one => one.Pk).ToDictionary(group => group.Key, group => group.MaxBy(one => one.At)!.Owner);
        var rows = events.Where(one => one.Ck is not null).GroupBy(one => (one.Pk, one.Ck)).Select(group => group.MaxBy(one => one.At)!).Where(one => !one.IsDelete && (!isLegacy || one.Qty is not null));
        return string.Join(' ', rows.Select(row => $"({row.Pk},{row.Ck},{owners.GetValueOrDefault(row.Pk)},{row.Qty})").Order(StringComparer.Ordinal));
    }
}
