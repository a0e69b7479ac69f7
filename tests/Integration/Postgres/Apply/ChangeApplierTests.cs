using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Support.Postgres;

namespace CdcFunctions.Integration.Postgres.Apply;

public sealed class ChangeApplierTests
{
    [SkippableFact]
    public async Task The_first_change_creates_the_table_and_the_offset_moves_with_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|10|a=1|b=NULL|note=first");

        Assert.Equal("(1,1,,first)", await scene.RowsAsync());
        Assert.Equal(1, await database.ScalarAsync<long>("select next_offset from cdc.checkpoint"));
        Assert.Equal("create table", await database.ScalarAsync<string>("select action from cdc.schema_history"));
    }

    [SkippableFact]
    public async Task The_first_changes_of_many_tables_at_once_create_their_schema_once()
    {
        const int Tables = 8;
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await Task.WhenAll(Enumerable.Range(0, Tables).Select(n => Task.Run(() => scene.ApplyAsync([ScriptedDecoder.Record(0, $"t{n}|u|1|10|a=1", partition: n)]))));

        Assert.Equal(Tables, await scene.CountAsync("pg_tables where schemaname = 'shop'"));
        Assert.Equal(0, await scene.CountAsync("cdc.migration_task"));
        Assert.Equal(0, await scene.CountAsync("cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task An_older_update_does_not_overwrite_a_newer_row()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|20|a=2|b=2|note=new");
        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=old");

        Assert.Equal("(1,2,2,new)", await scene.RowsAsync());
        Assert.Equal(1, Assert.Single(scene.Tally.Tables).Superseded);
    }

    [SkippableFact]
    public async Task An_update_of_equal_version_that_comes_later_wins()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=one");
        await scene.ApplyAsync("orders|u|1|10|a=2|b=2|note=two");

        Assert.Equal("(1,2,2,two)", await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task An_older_insert_does_not_pass_a_newer_delete()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x", "orders|u|2|10|a=1|b=1|note=stays");
        await scene.ApplyAsync("orders|d|1|30", "orders|d|3|30");
        await scene.ApplyAsync("orders|u|1|20|a=9|b=9|note=late", "orders|u|3|20|a=9|b=9|note=late");

        Assert.Equal("(2,1,1,stays)", await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task A_newer_insert_brings_a_deleted_row_back()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x");
        await scene.ApplyAsync("orders|d|1|20");
        await scene.ApplyAsync("orders|u|1|30|a=3|b=3|note=back");

        Assert.Equal("(1,3,3,back)", await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task An_older_delete_leaves_a_newer_row_alone()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|30|a=1|b=1|note=x");
        await scene.ApplyAsync("orders|d|1|20");

        Assert.Equal("(1,1,1,x)", await scene.RowsAsync());
        Assert.Equal(0, Assert.Single(scene.Tally.Tables).Deleted);
    }

    [SkippableFact]
    public async Task Columns_an_event_does_not_touch_keep_their_values()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x", "orders|u|2|10|a=2|b=2|note=y");
        await scene.ApplyAsync("orders|u|1|20|a=7", "orders|u|2|20|note=NULL", "orders|u|3|20|b=3");

        Assert.Equal("(1,7,1,x) (2,2,2,) (3,,3,)", await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task A_not_null_column_that_an_update_leaves_out_does_not_refuse_it()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x");
        await database.ExecuteAsync("alter table shop.orders alter note set not null");

        await scene.ApplyAsync("orders|u|1|20|a=7", "orders|u|2|20|a=8|note=y");

        Assert.Equal("(1,7,1,x) (2,8,,y)", await scene.RowsAsync());
    }

    [SkippableFact]
    public async Task A_new_column_is_added_while_events_flow()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);

        await scene.ApplyAsync("orders|u|1|10|a=1");
        await scene.ApplyAsync("orders|u|1|20|a=2|extra=seen");

        Assert.Equal("(1,2,seen)", await scene.RowsAsync("id, a, extra"));
        Assert.Equal(2, await scene.CountAsync("cdc.schema_history"));
    }

    [SkippableFact]
    public async Task A_column_that_a_person_drops_is_noticed_and_added_again()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("orders|u|1|10|a=1|note=x");
        await database.ExecuteAsync("alter table shop.orders drop column note");

        await scene.ApplyAsync("orders|u|2|20|a=2|note=y");

        Assert.Equal("(1,1,) (2,2,y)", await scene.RowsAsync("id, a, note"));
    }

    [SkippableFact]
    public async Task With_soft_deletes_the_row_stays_and_says_so()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database, new TableOptions { Deletes = DeletePolicy.Soft });

        await scene.ApplyAsync("orders|u|1|10|a=1|b=1|note=x", "orders|u|2|10|a=1|b=1|note=y");
        await scene.ApplyAsync("orders|d|1|20", "orders|d|2|20");
        await scene.ApplyAsync("orders|u|2|30|a=3|b=3|note=back");

        Assert.Equal("(1,t) (2,f)", await scene.RowsAsync("id, _cdc_deleted"));
    }

    [SkippableFact]
    public async Task Records_below_the_checkpoint_are_skipped()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        SourceRecord[] records = [.. Enumerable.Range(0, 10).Select(i => ScriptedDecoder.Record(i, $"orders|u|{i}|10|a=1"))];
        await scene.ApplyAsync(records[..7]);

        await scene.ApplyAsync(records);

        Assert.Equal(10, scene.Tally.Consumed);
        Assert.Equal(10, await scene.CountAsync("shop.orders"));
    }

    [SkippableFact]
    public async Task A_worker_with_an_old_epoch_is_refused_and_nothing_of_its_batch_stands()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var old = new ApplyScene(database);
        await old.ApplyAsync("orders|u|1|10|a=1");
        using var young = new ApplyScene(database);
        await young.Checkpoints.AcquireAsync(new PartitionKey("cdcfunctions", "shop.orders", 0), CancellationToken.None);

        await Assert.ThrowsAsync<FencedException>(() => old.ApplyAsync("orders|u|2|10|a=2"));

        Assert.Equal(1, await old.CountAsync("shop.orders"));
        Assert.Equal(1, await database.ScalarAsync<long>("select next_offset from cdc.checkpoint"));
    }

    [SkippableFact]
    public async Task Bad_records_go_to_the_dead_letters_once_and_good_ones_are_applied()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("orders|u|1|10|a=1|note=x");
        await database.ExecuteAsync("alter table shop.orders alter note type varchar(5), add constraint small check (a < 100)");
        scene.Forget();

        await scene.ApplyAsync([.. Enumerable.Range(2, 100).Select(i => i switch
        {
            20 => "nonsense",
            40 => "orders|u|40|10|a=4|note=far too long",
            60 => "orders|u|60|10|a=1000|note=x",
            _ => $"orders|u|{i}|10|a=1|note=x",
        })]);

        Assert.Equal(98, await scene.CountAsync("shop.orders"));
        Assert.Equal(
            "(19,malformed-json,) (39,too-long,22001) (59,constraint,23514)",
            await scene.Database.ScalarAsync<string>("select string_agg(r::text, ' ' order by record_offset) from (select record_offset, reason, sqlstate from cdc.dead_letter) as r"));
        Assert.Equal(101, scene.Tally.Consumed);
        Assert.Equal(101, scene.Tally.Tables.Sum(t => t.Upserted + t.Deleted + t.Superseded + t.DeadLettered));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("deferrable initially deferred")]
    public async Task A_row_whose_parent_is_not_there_goes_to_the_dead_letters_and_the_rest_goes_on(string deferrable)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("orders|u|1|10|a=1");
        await database.ExecuteAsync($"create table shop.customer (id bigint primary key); insert into shop.customer values (1); alter table shop.orders add foreign key (a) references shop.customer (id) {deferrable}");

        await scene.ApplyAsync("orders|u|2|10|a=1", "orders|u|3|10|a=2", "orders|u|4|10|a=1");

        Assert.Equal("(1,1) (2,1) (4,1)", await scene.RowsAsync("id, a"));
        Assert.Equal(
            "foreign-key 23503",
            await database.ScalarAsync<string>("select reason || ' ' || sqlstate from cdc.dead_letter where remedy like '%transactions: atomic%'"));
    }

    [SkippableFact]
    public async Task An_older_good_change_counts_when_the_newer_one_of_its_batch_is_bad()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("orders|u|1|10|a=1|note=x");
        await database.ExecuteAsync("alter table shop.orders alter note type varchar(5)");
        scene.Forget();

        await scene.ApplyAsync("orders|u|1|20|a=2|note=good", "orders|u|1|30|a=3|note=far too long");

        Assert.Equal("(1,2,good)", await scene.RowsAsync("id, a, note"));
        Assert.Equal(1, await scene.CountAsync("cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task A_table_that_does_not_fit_names_every_mismatch_and_writes_nothing()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create schema shop; create table shop.orders (id bigint primary key, a xml, note inet[], must int not null)");
        using var scene = new ApplyScene(database);

        var refused = await Assert.ThrowsAsync<TableMismatchException>(() => scene.ApplyAsync("orders|u|1|10|a=1|note=x"));

        Assert.Contains("must", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await scene.CountAsync("shop.orders"));
    }

    [SkippableFact]
    public async Task Two_lanes_that_write_and_delete_the_same_keys_agree_with_the_newest_version()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var scene = new ApplyScene(database);
        await scene.ApplyAsync("orders|u|0|1|a=0");
        var lanes = Enumerable.Range(1, 4).Select(lane => Task.Run(async () =>
        {
            var random = new Random(lane);
            for (long offset = 0; offset < 400; offset += 20)
            {
                await scene.ApplyAsync([.. Enumerable.Range(0, 20).Select(i => Scripted(lane, offset + i, random))]);
            }
        }));
        await Task.WhenAll(lanes);

        // Version v is a delete when it is a multiple of 3: the newest version of each key decides whether the row is there.
        Assert.Equal(0, await scene.CountAsync("shop.orders where id > 0 and _cdc_version % 3 = 0"));
        Assert.Equal(0, await scene.CountAsync("shop.orders o join cdc.tombstone d on d.key = decode('80' || lpad(to_hex(o.id), 14, '0'), 'hex') and d.version > o._cdc_version"));
    }

    private static SourceRecord Scripted(int lane, long offset, Random random)
    {
        var (key, version) = (random.Next(1, 30), random.Next(1, 5000));
        return ScriptedDecoder.Record(offset, version % 3 == 0 ? $"orders|d|{key}|{version}" : $"orders|u|{key}|{version}|a={version}", lane);
    }
}
