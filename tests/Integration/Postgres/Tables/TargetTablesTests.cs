using CdcFunctions.Changes;
using CdcFunctions.Integration.Postgres.Wire;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcFunctions.Integration.Postgres.Tables;

/// <summary>Tables made and completed on a real server.</summary>
public sealed class TargetTablesTests
{
    private static readonly ColumnShape[] Shape =
    [
        new() { Name = "Id", Type = new(ValueKind.Int32), KeyOrdinal = 1, IsNullable = false },
        new() { Name = "Shop", Type = new(ValueKind.Uuid), KeyOrdinal = 0, IsNullable = false },
        new() { Name = "Price", Type = new(ValueKind.Decimal, 12, 2), IsNullable = false },
        new() { Name = "Note", Type = new(ValueKind.Text) },
    ];

    [SkippableFact]
    public async Task A_table_is_created_with_schema_key_and_bookkeeping()
    {
        await using var database = await CatalogDatabase.CreateAsync();
        await database.RunAsync($"drop schema {database.Schema}");

        var table = await EnsureAsync(database.Name("orders"), Shape, new TableOptions { Deletes = DeletePolicy.Soft });

        Assert.Equal(
            ["id integer not null", "shop uuid not null", "price numeric(12,2)", "note text", "_cdc_version bigint not null", "_cdc_sequence bigint not null", "_cdc_source_ts timestamp with time zone", "_cdc_applied_at timestamp with time zone", "_cdc_deleted boolean not null", "_cdc_stale boolean not null"],
            table.Columns.Select(static column => $"{column.Name} {column.Type.Display}{(column.IsNullable ? "" : " not null")}").ToArray());
        Assert.Equal(["shop", "id"], table.PrimaryKey);
        Assert.Equal("{fillfactor=90}", await database.RunAsync($"select reloptions::text from pg_class where oid = {table.Oid}"));
        Assert.True(TableBinding.Bind(Shape, new TableOptions { Deletes = DeletePolicy.Soft }, table, 15).IsUsable);
    }

    [SkippableFact]
    public async Task An_existing_table_gains_what_it_lacks_and_keeps_its_rows()
    {
        await using var database = await CatalogDatabase.CreateAsync("create table orders (shop uuid, id integer, price numeric, primary key (shop, id)); insert into orders values (gen_random_uuid(), 1, 2)");

        var table = await EnsureAsync(database.Name("orders"), Shape, TableOptions.Default);

        Assert.Equal(["shop", "id", "price", "note", "_cdc_version", "_cdc_sequence", "_cdc_source_ts", "_cdc_applied_at"], table.Columns.Select(static column => column.Name).ToArray());
        Assert.Equal(0L, await database.RunAsync("select _cdc_version from orders"));
    }

    [SkippableFact]
    public async Task Replicas_that_create_at_once_all_get_the_table()
    {
        await using var database = await CatalogDatabase.CreateAsync();
        await database.RunAsync($"drop schema {database.Schema}");

        var tables = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => EnsureAsync(database.Name($"t{number % 4}"), Shape, TableOptions.Default)));

        Assert.Equal(4, tables.Select(static table => table.Oid).Distinct().Count());
    }

    [SkippableFact]
    public async Task Replicas_that_add_the_same_column_at_once_all_succeed()
    {
        await using var database = await CatalogDatabase.CreateAsync("create table t0 (shop uuid, id integer, primary key (shop, id))");

        var tables = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => EnsureAsync(database.Name("t0"), Shape, TableOptions.Default)));

        Assert.All(tables, static table => Assert.True(table.Has("note") && table.Has("_cdc_version")));
    }

    [SkippableFact]
    public async Task A_view_in_the_way_is_named()
    {
        await using var database = await CatalogDatabase.CreateAsync("create view orders as select 1 as id");

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => EnsureAsync(database.Name("orders"), Shape, TableOptions.Default));

        Assert.Contains($"{database.Schema}.orders", fault.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> HostileNames =>
    [
        "\"; drop schema public cascade; --", "a\"b", "a'b", "a;b", "a b", "a.b", "$1", "@p", ":p", "a\\b", "select", "SELECT", "user", "žluť", "汉字", "😀", "a\nb", "a\tb", "--", "/*", "*/", "'", "\"", "\"\"", "{0}", "%s", "a-b", "1a", "Ünï", new string('x', 63), string.Concat(Enumerable.Repeat("ž", 31)),
    ];

    [SkippableTheory]
    [MemberData(nameof(HostileNames))]
    public async Task Hostile_names_are_names_and_nothing_else(string name)
    {
        var suffix = Guid.NewGuid().ToString("N")[..8];
        await using var database = await CatalogDatabase.CreateAsync(schema: name.Length < 20 ? name + suffix : "hostile_" + suffix);
        ColumnShape[] shape = [new() { Name = name, Type = new(ValueKind.Int32), KeyOrdinal = 0 }, new() { Name = name.Length < 20 ? name + "2" : "second", Type = new(ValueKind.Text) }];
        var options = new TableOptions { PreserveCase = true };

        var created = await EnsureAsync(database.Name(name), shape[..1], options);
        var table = await EnsureAsync(database.Name(name), shape, options);

        Assert.Equal(name, created.Columns[0].Name);
        Assert.Equal(created.Oid, table.Oid);
        Assert.Equal([name], table.PrimaryKey);
        Assert.Equal(database.Name(name), table.Name);
        Assert.True(table.Has(shape[1].Name));
        Assert.True(TableBinding.Bind(shape, options, table, 15).IsUsable);
    }

    private static async Task<TargetTable> EnsureAsync(TargetTableName name, ColumnShape[] shape, TableOptions options)
    {
        var warehouse = await WireDatabase.RequireAsync();
        await BookkeepingSchema.MigrateAsync(warehouse, default);
        var table = new EvolvingTable(new TableName("shop", "", name.Name), name, options, HasCellTimes: false);
        while (true)
        {
            try
            {
                await using var transaction = new SchemaTransaction(warehouse);
                var evolution = new TableEvolution(warehouse, new SchemaOptions(), NullLogger<TableEvolution>.Instance);
                var settled = await evolution.SettleAsync(table, [new SeenShape { Columns = shape, IsWhole = true, IsDeclared = true, Clock = new SourceClock(shape.Length, 0) }], transaction, default);
                await transaction.CommitAsync(default);
                return settled.Target;
            }
            catch (TimeoutException)
            {
                // Somebody else made the schema at the same moment: a batch would be tried again.
            }
        }
    }
}
