using CdcFunctions.Operations.Configuration;
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
            from generate_series(1, 1100) as i;
            insert into cdc.range_tombstone (table_id, partition_key, start_key, end_key, partition_columns, descending, version, deleted_at)
            select (select id from cdc.target_table), int4send(i), '', '', 1, 0, i, now() - case when i <= 7 then interval '11 days' else interval '9 days' end
            from generate_series(1, 10) as i
            """);
        var sweep = new TombstoneSweep(database.Warehouse, new RetentionOptions(), NullLogger<TombstoneSweep>.Instance) { BatchSize = 100 };

        Assert.Equal(1057, await sweep.RunAsync(CancellationToken.None));

        Assert.Equal(50, await database.ScalarAsync<long>("select count(*) from cdc.tombstone"));
        Assert.Equal(3, await database.ScalarAsync<long>("select count(*) from cdc.range_tombstone"));
        Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
    }
}
