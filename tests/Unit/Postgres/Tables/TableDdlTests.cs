using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Unit.Postgres.Wire;
using static CdcFunctions.Unit.Postgres.Tables.Shapes;

namespace CdcFunctions.Unit.Postgres.Tables;

public class TableDdlTests
{
    private static readonly TargetTableName Orders = new("shop", "orders");

    [Fact]
    public void A_table_has_its_columns_then_bookkeeping_then_key()
    {
        var definition = TableDefinition.For(Orders, [Source("Id", ValueKind.Int32, key: 1), Source("Note", ValueKind.Text), Source("Pk", ValueKind.Uuid, key: 0)], TableOptions.Default);

        Assert.Equal(
            """
            create table if not exists "shop"."orders" (
              "id" integer not null,
              "note" text,
              "pk" uuid not null,
              _cdc_version bigint not null default 0,
              _cdc_sequence bigint not null default 0,
              _cdc_source_ts timestamptz,
              _cdc_applied_at timestamptz,
              _cdc_stale boolean not null default false,
              primary key ("pk", "id")
            ) with (fillfactor = 90)
            """.ReplaceLineEndings("\n"),
            TableDdl.CreateTable(definition));
    }

    [Fact]
    public void A_table_without_key_has_none_and_soft_deletes_add_a_column()
    {
        var sql = TableDdl.CreateTable(TableDefinition.For(Orders, [Source("note", ValueKind.Text)], new TableOptions { Deletes = DeletePolicy.Soft, StaleEvents = StaleEventPolicy.Apply }));

        Assert.DoesNotContain("primary key", sql, StringComparison.Ordinal);
        Assert.EndsWith("_cdc_deleted boolean not null default false\n) with (fillfactor = 90)", sql, StringComparison.Ordinal);
    }

    [Fact]
    public void Added_columns_are_nullable_and_quoted()
        => Assert.Equal(
            "alter table \"shop\".\"orders\" add column if not exists \"a\"\"b\" text, add column if not exists \"c\" numeric(5,1)",
            TableDdl.AddColumns(Orders, [new("a\"b", "text"), new("c", "numeric(5,1)")]));

    [Fact]
    public void Only_missing_bookkeeping_is_added()
    {
        var table = Table([], Target("_cdc_version", Types.BuiltIn("int8")), Target("_cdc_sequence", Types.BuiltIn("int8")), Target("_cdc_source_ts", Types.BuiltIn("timestamptz")));

        Assert.Equal("alter table \"shop\".\"orders\" add column if not exists _cdc_applied_at timestamptz", TableDdl.AddBookkeeping(table, softDeletes: false));
        Assert.Null(TableDdl.AddBookkeeping(table with { Columns = [.. table.Columns, Target("_cdc_applied_at", Types.BuiltIn("timestamptz"))] }, softDeletes: false));
    }

    [Theory]
    [InlineData(StaleEventPolicy.Flag, false, false)]
    [InlineData(StaleEventPolicy.Flag, true, true)]
    [InlineData(StaleEventPolicy.Drop, true, false)]
    public void A_table_that_is_there_gets_flags_only_when_a_person_asked_for_them(StaleEventPolicy policy, bool isChosen, bool isAdded)
        => Assert.Equal(isAdded, TableDefinition.For(Orders, [], new TableOptions { StaleEvents = policy, IsStalenessChosen = isChosen }).AddsStaleFlags);

    [Theory]
    [InlineData(12, 2, "numeric(12,2)")]
    [InlineData(38, 0, "numeric(38,0)")]
    [InlineData(null, 0, "numeric")]
    [InlineData(null, null, "numeric")]
    [InlineData(1001, 2, "numeric")]
    [InlineData(2, 3, "numeric")]
    public void Decimals_keep_precision_and_scale_when_PostgreSQL_can(int? precision, int? scale, string expected)
        => Assert.Equal(expected, CreatedTypes.For(new ColumnType(ValueKind.Decimal, precision, scale)));
}
