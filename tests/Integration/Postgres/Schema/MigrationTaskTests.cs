using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Schema.History;
using CdcFunctions.Support.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Schema;

public sealed class MigrationTaskTests
{
    private static readonly ColumnShape Id = new() { Name = "id", Type = new ColumnType(ValueKind.Int64), KeyOrdinal = 0, IsNullable = false };
    private static readonly ColumnShape Note = new() { Name = "note", Type = new ColumnType(ValueKind.Text) };
    private static readonly ShapeEvents Events = new("orders");

    [SkippableTheory]
    [InlineData(SchemaChangePolicy.Evolve, true)]
    [InlineData(SchemaChangePolicy.Try, false)]
    public async Task A_role_that_may_not_alter_leaves_the_exact_sql_and_rows_wait_or_go_on_by_policy(SchemaChangePolicy policy, bool waits)
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var owner = Replica(database.Warehouse, policy);
        Assert.Null(await owner.ApplyAsync([Events.Insert(0, 0, [Id], 1, 1, isEmbedded: true)]));
        await using var writer = await WriterAsync(database);
        using var replica = Replica(writer, policy);

        var paused = await replica.ApplyAsync([Events.Insert(1, 0, [Id, Note], 2, 2, isEmbedded: true)]);

        Assert.Equal(waits, paused is not null);
        Assert.Equal(waits ? 1 : 2, await database.ScalarAsync<long>("select count(*) from erp.orders"));
        var task = Assert.Single(await new SchemaLedger(database.Warehouse).PendingAsync("orders", CancellationToken.None));
        Assert.Equal(("""alter table "erp"."orders" add column if not exists "note" text""", "the role may not alter the table"), (task.Statement, task.Reason));

        Assert.Null(await new MigrationRun(database.Warehouse, new SchemaOptions()).RunAsync(task, CancellationToken.None));
        Assert.Null(await replica.ApplyAsync([Events.Insert(1, waits ? 0 : 1, [Id, Note], waits ? 2 : 3, 2, isEmbedded: true)]));

        Assert.Equal(waits ? "2" : "3", await database.ScalarAsync<string>("select max(note) from erp.orders"));
        Assert.Empty(await new SchemaLedger(database.Warehouse).PendingAsync(null, CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_paused_table_is_told_once_however_often_it_is_tried()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var replica = Replica(database.Warehouse, SchemaChangePolicy.Exception);
        await database.ExecuteAsync("create schema erp; create table erp.orders (id bigint primary key)");
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 0, [Id], 1, 1, isEmbedded: true)]));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Contains("addColumn note: text", await replica.ApplyAsync([Events.Insert(0, 1, [Id, Note], 2, 2, isEmbedded: true)]), StringComparison.Ordinal);
        }

        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from cdc.migration_task"));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from cdc.schema_history where status = 'refused'"));
    }

    [SkippableFact]
    public async Task A_view_over_the_column_makes_the_change_a_task()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var replica = Replica(database.Warehouse, SchemaChangePolicy.Evolve);
        ColumnShape count = new() { Name = "n", Type = new ColumnType(ValueKind.Int32) };
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 0, [Id, count], 1, 1, isEmbedded: true)]));
        await database.ExecuteAsync("create view erp.report as select n from erp.orders");

        Assert.NotNull(await replica.ApplyAsync([Events.Insert(0, 1, [Id, count with { Type = new ColumnType(ValueKind.Int64) }], 2, 2, isEmbedded: true)]));

        var task = Assert.Single(await new SchemaLedger(database.Warehouse).PendingAsync(null, CancellationToken.None));
        Assert.StartsWith("failed: 0A000", task.Reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task The_view_of_live_rows_stands_aside_for_a_task_and_comes_back_for_its_readers()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var replica = Replica(database.Warehouse, SchemaChangePolicy.Evolve, DeletePolicy.Soft, new SchemaOptions { LargestRewriteBytes = -1 });
        ColumnShape count = new() { Name = "n", Type = new ColumnType(ValueKind.Int32) };
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 0, [Id, count], 1, 1, isEmbedded: true)]));
        var reader = $"reader_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create role {reader}; grant select on erp.orders_live to {reader}");
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 1, [Id, count with { Type = new ColumnType(ValueKind.Int64) }], 2, 2, isEmbedded: true)]));
        var task = Assert.Single(await new SchemaLedger(database.Warehouse).PendingAsync(null, CancellationToken.None));

        Assert.Null(await new MigrationRun(database.Warehouse, new SchemaOptions()).RunAsync(task, CancellationToken.None));

        Assert.Equal("bigint", await database.ScalarAsync<string>("select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'erp.orders_live'::regclass and attname = 'n'"));
        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from erp.orders_live"));
        Assert.True(await database.ScalarAsync<bool>($"select has_table_privilege('{reader}', 'erp.orders_live', 'select')"));
    }

    [SkippableFact]
    public async Task A_rename_keeps_the_old_values_and_offers_to_copy_them()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var replica = Replica(database.Warehouse, SchemaChangePolicy.Evolve);
        ColumnShape remark = Note with { Name = "remark" };
        replica.Catalog.Learn(Events.Announce([Id, Note], 1));
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 0, [Id, Note], 1, 1, isEmbedded: false)]));
        replica.Catalog.Learn(Events.Announce([Id, remark], 2));
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 1, [Id, remark], 2, 2, isEmbedded: false)]));

        Assert.Equal("(1,1,) (2,,2)", await database.ScalarAsync<string>("select string_agg(r::text, ' ' order by id) from (select id, note, remark from erp.orders) as r"));
        var offer = Assert.Single(await new SchemaLedger(database.Warehouse).PendingAsync(null, CancellationToken.None));
        Assert.True(offer.IsOffered);

        Assert.Null(await new MigrationRun(database.Warehouse, new SchemaOptions()).RunAsync(offer, CancellationToken.None));

        Assert.Equal("(1,1,1) (2,,2)", await database.ScalarAsync<string>("select string_agg(r::text, ' ' order by id) from (select id, note, remark from erp.orders) as r"));
    }

    [SkippableFact]
    public async Task A_record_with_a_fault_of_the_schema_and_one_of_its_own_is_one_dead_letter()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var replica = Replica(database.Warehouse, SchemaChangePolicy.Try);
        var count = Note with { Name = "v", Type = new ColumnType(ValueKind.Int32) };
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 0, [Id, count, Note], 1, 1, isEmbedded: true)]));
        await database.ExecuteAsync("alter table erp.orders alter note type varchar(2)");
        using var second = Replica(database.Warehouse, SchemaChangePolicy.Try);

        Assert.Null(await second.ApplyAsync([.. Enumerable.Range(1, 3).Select(offset => Events.Insert(0, offset, [Id, count with { Type = new ColumnType(ValueKind.Date) }, Note], 1000 + offset, 2, isEmbedded: true))]));

        Assert.Equal("1 schema-incompatible, 2 schema-incompatible, 3 schema-incompatible", await database.ScalarAsync<string>("select string_agg(concat_ws(' ', record_offset, reason), ', ' order by record_offset) from cdc.dead_letter"));
    }

    [SkippableFact]
    public async Task Any_version_shows_the_columns_of_its_time()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var replica = Replica(database.Warehouse, SchemaChangePolicy.Evolve);
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 0, [Id], 1, 1, isEmbedded: true)]));
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 1, [Id, Note], 2, 2, isEmbedded: true)]));
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 2, [Id], 3, 3, isEmbedded: true)]));

        var versions = await new SchemaLedger(database.Warehouse).HistoryAsync("erp.orders", CancellationToken.None);

        Assert.Equal(["create table ", "add column note: text", "drop column note: text"], versions.Select(version => $"{version.Action} {version.Detail}"));
        Assert.Equal([false, true, true], versions.Select(version => version.After.Any(column => column.Name == "note")));
        Assert.Equal([false, false, true], versions.Select(version => version.After.Any(column => column.Deprecated)));
        Assert.Equal((Events.Topic, 0, 1L), (versions[1].Topic, versions[1].Partition, versions[1].Offset));
    }

    [SkippableFact]
    public async Task A_table_that_the_source_drops_is_kept_marked_and_told_once()
    {
        await using var database = await TestPostgres.CreateDatabaseAsync();
        using var replica = Replica(database.Warehouse, SchemaChangePolicy.Evolve);
        replica.Catalog.Learn(Events.Announce([Id, Note], 1));
        Assert.Null(await replica.ApplyAsync([Events.Insert(0, 0, [Id, Note], 1, 1, isEmbedded: false)]));
        var evolution = new TableEvolution(database.Warehouse, new SchemaOptions(), NullLogger<TableEvolution>.Instance);
        var options = new CdcOptions { Postgres = database.Options, Sources = [new SourceOptions { Name = "erp", Dialect = Dialect.SqlServer, Topics = [Events.Topic] }] };
        replica.Catalog.Learn(Events.Announce([Id, Note], 2, "DROP"));

        Assert.Equal(1, await new DroppedTables(database.Warehouse, evolution, replica.Catalog, options).RunAsync(CancellationToken.None));
        Assert.Equal(1, await new DroppedTables(database.Warehouse, evolution, replica.Catalog, options).RunAsync(CancellationToken.None));

        Assert.Equal("dropTable applied", await database.ScalarAsync<string>("select string_agg(kind || ' ' || status, ', ') from cdc.schema_history where kind = 'dropTable'"));
        Assert.StartsWith("Deprecated", await database.ScalarAsync<string>("select obj_description('erp.orders'::regclass)"), StringComparison.Ordinal);
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from erp.orders"));
    }

    private static SchemaReplica Replica(NpgsqlDataSource warehouse, SchemaChangePolicy policy, DeletePolicy deletes = DeletePolicy.Remove, SchemaOptions? options = null) => new(
        warehouse,
        new SourceOptions
        {
            Name = "erp",
            Dialect = Dialect.SqlServer,
            Topics = [Events.Topic],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["*"] = new() { Deletes = deletes, SchemaChanges = new SchemaChangePolicies(policy) { Kinds = policy == SchemaChangePolicy.Exception ? System.Collections.Immutable.ImmutableSortedDictionary<SchemaChangeKind, SchemaChangePolicy>.Empty.Add(SchemaChangeKind.CreateTable, SchemaChangePolicy.Evolve) : System.Collections.Immutable.ImmutableSortedDictionary<SchemaChangeKind, SchemaChangePolicy>.Empty } } },
        },
        (options ?? new SchemaOptions()) with { LookAgainAfter = TimeSpan.Zero });

    // A role of its own that may write and nothing else.
    private static async Task<NpgsqlDataSource> WriterAsync(TestDatabase database)
    {
        var role = $"writer_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create role {role} login; grant usage on schema erp, cdc to {role}; grant select, insert, update, delete on all tables in schema erp, cdc to {role}; grant usage on all sequences in schema cdc to {role}");
        var options = database.Options with { ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = $"-c role={role}" }.ConnectionString };
        return CdcFunctions.Postgres.Warehouse.Open(options);
    }
}
