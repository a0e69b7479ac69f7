using CdcFunctions.Postgres.Retention;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Timers;

public sealed class TombstoneSweepTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [SkippableFact]
    public async Task Old_tombstones_go_in_batches_and_young_ones_stay()
    {
        var database = await fixture.RequireAsync();
        await database.ExecuteAsync("""
            insert into cdc.target_table (schema, name) values ('shop', 'orders');
            insert into cdc.tombstone (table_id, key, version, sequence, deleted_at)
            select (select id from cdc.target_table), int4send(i), i, 0, now() - case when i <= 1050 then interval '11 days' else interval '9 days' end
            from generate_series(1, 1100) as i
            """);
        var sweep = new TombstoneSweep(database.Warehouse, new TombstoneOptions { BatchSize = 100 }, NullLogger<TombstoneSweep>.Instance);

        Assert.Equal(1050, await sweep.RunAsync(CancellationToken.None));

        Assert.Equal(50, await database.ScalarAsync<long>("select count(*) from cdc.tombstone"));
        Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
    }
}
