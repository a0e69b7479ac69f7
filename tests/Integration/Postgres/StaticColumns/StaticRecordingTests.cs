using CdcFunctions.Operations.Configuration;
using CdcFunctions.Support;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.Integration.Postgres.StaticColumns;

public sealed class StaticRecordingTests
{
    private static readonly bool IsSoak = Environment.GetEnvironmentVariable("CDC_SOAK") == "1";

    [SkippableTheory]
    [InlineData("scylla/static-advanced")]
    [InlineData("scylla/static-advanced-schemas")]
    [InlineData("scylla/static-legacy")]
    [InlineData("scylla/static-legacy-schemas")]
    public async Task Recorded_static_columns_are_in_every_row_in_any_order(string name)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var recording = new Recording(name);
        var records = await recording.ReadAsync().ToListAsync();
        foreach (var seed in Seeds.Take(IsSoak ? 200 : 4))
        {
            var (chance, schema) = (new Random(seed), $"target{seed}");
            using var scene = new StaticScene(database, source: RecordingOptions.Source(recording, schema), group: schema);
            var sent = records.Concat(records.Where(_ => chance.Next(3) == 0)).ToArray();
            chance.Shuffle(sent);
            foreach (var batch in sent.Chunk(chance.Next(1, 12)))
            {
                await scene.ApplyAsync(chance.Next(3), batch);
            }

            var found = await scene.RowsAsync($"select pk, ck, qty, owner from {schema}.carts");
            Assert.True(found == "(1,b,3,bob)", found + Seeds.Describe(seed, "Integration"));
            Assert.Equal("(1,bob) (2,\"lonely static\")", await scene.RowsAsync($"select pk, owner from {schema}.carts_static"));
        }
    }
}
