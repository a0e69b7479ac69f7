using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Retention;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Retention;

public sealed class HistorySweepTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [SkippableFact]
    public async Task Settled_dead_letters_and_old_versions_go_and_open_ones_and_the_newest_version_stay()
    {
        var database = await fixture.RequireAsync();
        await database.ExecuteAsync("""
            insert into cdc.dead_letter (consumer_group, topic, partition, record_offset, reason, message, remedy, status, created_at, resolved_at)
            select 'g', 't', 0, n, 'r', 'm', 'y', (array['pending', 'replayed', 'discarded', 'failed-again'])[n % 4 + 1], now() - interval '99 days',
                case when n % 4 in (1, 2) then now() - case when n < 8 then interval '31 days' else interval '29 days' end end
            from generate_series(0, 11) as n;
            insert into cdc.schema_history (target_table, version, after, action, status, changed_at)
            select t, v, '[]', 'add column', 'applied', now() - interval '800 days' from unnest(array['a', 'b']) as t, generate_series(1, 3) as v;
            insert into cdc.schema_history (target_table, version, after, action, status, changed_at) values ('b', 4, '[]', 'add column', 'applied', now());
            insert into cdc.parked_transaction (consumer_group, topic, partition, transaction_id, record_offset, parked_at)
            values ('g', 't', 0, 'old', 1, now() - interval '31 days'), ('g', 't', 0, 'young', 2, now() - interval '29 days')
            """);
        var sweep = new HistorySweep(database.Warehouse, new RetentionOptions(), NullLogger<HistorySweep>.Instance) { BatchSize = 2 };

        Assert.Equal(4 + 5 + 1, await sweep.RunAsync(CancellationToken.None));

        Assert.Equal("discarded:1 failed-again:3 pending:3 replayed:1", await database.ScalarAsync<string>("select string_agg(status || ':' || n, ' ' order by status) from (select status, count(*) as n from cdc.dead_letter group by 1) as s"));
        Assert.Equal("a:3 b:4", await database.ScalarAsync<string>("select string_agg(target_table || ':' || version, ' ' order by target_table) from cdc.schema_history"));
        Assert.Equal("young", await database.ScalarAsync<string>("select string_agg(transaction_id, ' ') from cdc.parked_transaction"));
        Assert.Equal(0, await sweep.RunAsync(CancellationToken.None));
    }
}
