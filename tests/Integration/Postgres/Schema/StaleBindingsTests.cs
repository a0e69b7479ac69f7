using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Schema;

/// <summary>A replica that goes on with statements made for the table as it was, after another has changed it.</summary>
public sealed class StaleBindingsTests
{
    [SkippableFact]
    public async Task A_replica_that_did_not_see_the_change_loses_nothing_and_tells_nothing_twice()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        var (faults, number) = (new List<string>(), 0);
        foreach (var example in ExampleChanges.All.Where(one => one is { Before: not null, Kind: not (SchemaChangeKind.DropTable or SchemaChangeKind.RenameColumn) } && one.Step(SchemaChangePolicy.Evolve).Effect != RowEffect.Wait))
        {
            var events = new ShapeEvents($"stale{++number}");
            var source = new SourceOptions { Name = "erp", Dialect = Dialect.SqlServer, Topics = [events.Topic] };
            var options = new SchemaOptions { LargestRewriteBytes = example.IsLarge ? -1 : 1 << 30, LookAgainAfter = TimeSpan.Zero };
            using var first = new SchemaReplica(database.Warehouse, source, options);
            using var second = new SchemaReplica(database.Warehouse, source, options);
            var (before, after) = (example.Before!, example.After);
            string?[] paused =
            [
                await first.ApplyAsync([events.Insert(0, 0, before, 1, 1, isEmbedded: true)]),
                await second.ApplyAsync([events.Insert(1, 0, before, 2, 1, isEmbedded: true)]),
                await first.ApplyAsync([events.Insert(0, 1, after, 3, 2, isEmbedded: true)]),

                // The second knows nothing of it: an old row, a new one, and an old one behind it.
                await second.ApplyAsync([events.Insert(1, 1, before, 4, 1, isEmbedded: true)]),
                await second.ApplyAsync([events.Insert(1, 2, after, 5, 2, isEmbedded: true)]),
                await second.ApplyAsync([events.Insert(1, 3, before, 6, 1, isEmbedded: true)]),
            ];
            var (rows, letters) = (await database.ScalarAsync<long>($"select count(*) from erp.stale{number}"), await database.ScalarAsync<long>($"select count(*) from cdc.dead_letter where topic = '{events.Topic}'"));
            var told = await database.ScalarAsync<long>($"select count(*) from cdc.schema_history where target_table = 'erp.stale{number}' and kind = '{SchemaStore.KindName(example.Kind)}'");
            if (Array.Exists(paused, one => one is not null) || (rows, letters, told) != (6, 0, 1))
            {
                faults.Add($"{example.Words}: {rows} rows, {letters} dead letters, told {told} times, {string.Join(" | ", paused)}");
            }
        }

        Assert.Empty(faults);
        Assert.True(number >= 10, $"{number} kinds of change");
        Assert.Equal(0, await database.ScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()"));
    }
}
