using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Unit.Postgres.Wire;
using static CdcFunctions.Unit.Postgres.Tables.Shapes;

namespace CdcFunctions.Unit.Postgres.Tables;

public class TableBindingTests
{
    private static readonly TargetColumn Id = Target("id", Types.BuiltIn("int4")) with { IsNullable = false };
    private static readonly TargetColumn Note = Target("note", Types.BuiltIn("text"));

    [Fact]
    public void Columns_bind_by_folded_name_in_the_order_of_the_source()
    {
        var binding = Bind([Source("Note", ValueKind.Text), Source("ID", ValueKind.Int32, key: 0)], Table(["id"], Id, Note));

        Assert.True(binding.IsUsable);
        Assert.Equal(["note", "id"], binding.Columns.Select(static column => column.Target.Name).ToArray());
        Assert.Equal(["id"], binding.Key.Select(static column => column.Target.Name).ToArray());
        Assert.Equal(WireType.Int32, binding.Key[0].Encoder.Wire);
        Assert.Empty(binding.Missing);
    }

    [Fact]
    public void Case_is_kept_when_asked()
    {
        var binding = Bind([Source("ID", ValueKind.Int32, key: 0)], Table(["ID"], Id with { Name = "ID" }), new TableOptions { PreserveCase = true });

        Assert.True(binding.IsUsable);
    }

    [Fact]
    public void The_key_follows_the_order_of_the_source_whatever_the_order_of_the_index()
    {
        var binding = Bind([Source("a", ValueKind.Int32, key: 1), Source("b", ValueKind.Int32, key: 0)], Table(["a", "b"], Id with { Name = "a" }, Id with { Name = "b" }));

        Assert.True(binding.IsUsable);
        Assert.Equal(["b", "a"], binding.Key.Select(static column => column.Source.Name).ToArray());
    }

    [Fact]
    public void Columns_that_the_target_lacks_are_listed_and_are_no_fault()
    {
        var binding = Bind([Source("id", ValueKind.Int32, key: 0), Source("extra", ValueKind.Json)], Table(["id"], Id));

        Assert.True(binding.IsUsable);
        Assert.Equal(["extra"], binding.Missing.Select(static column => column.Name).ToArray());
    }

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        var target = Table(
            ["id"],
            Id,
            Target("flag", Types.BuiltIn("bool")),
            Target("sum", Types.BuiltIn("int4")) with { IsGenerated = true },
            Target("owner", Types.BuiltIn("text")) with { IsNullable = false },
            Target("_cdc_version", Types.BuiltIn("text")));
        ColumnShape[] columns =
        [
            Source("id", ValueKind.Int32), Source("other", ValueKind.Int32, key: 0), Source("flag", ValueKind.Uuid), Source("sum", ValueKind.Int32),
            Source("Name", ValueKind.Text), Source("name", ValueKind.Text), Source("_cdc_version", ValueKind.Int64), Source(new string('x', 70), ValueKind.Text),
        ];

        var faults = Bind(columns, target).Faults;

        Assert.Equal(
            ["bad-name", "duplicate-name", "generated", "key", "key", "not-null", "reserved-name", "type", "type"],
            faults.Select(static fault => fault.Code).Order(StringComparer.Ordinal).ToArray());
        Assert.All(faults, static fault => Assert.NotEmpty(fault.Remedy));
    }

    [Fact]
    public void A_type_fault_names_column_types_and_remedy()
    {
        var price = new ColumnShape { Name = "Price", Type = new ColumnType(ValueKind.Decimal, 12, 2, "decimal(12,2)") };

        var fault = Assert.Single(Bind([Source("id", ValueKind.Int32, key: 0), price], Table(["id"], Id, Target("price", Types.BuiltIn("uuid")))).Faults);

        Assert.Equal(("type", "Price", "decimal(12,2)", "uuid"), (fault.Code, fault.Column, fault.SourceType, fault.TargetType));
        Assert.Contains("""alter table "shop"."orders" alter column "price" type numeric(12,2)""", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_not_unique_in_the_target_is_a_fault_with_the_index_to_create()
    {
        var fault = Assert.Single(Bind([Source("id", ValueKind.Int32, key: 0), Source("note", ValueKind.Text, key: 1)], Table(["id"], Id, Note)).Faults);

        Assert.Equal("key", fault.Code);
        Assert.Contains("""create unique index concurrently on "shop"."orders" ("id", "note")""", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configured_key_wins_and_must_exist()
    {
        ColumnShape[] columns = [Source("id", ValueKind.Int32), Source("note", ValueKind.Text, key: 0)];

        Assert.True(Bind(columns, Table(["id"], Id, Note), new TableOptions { Key = ["id"] }).IsUsable);
        Assert.Contains(Bind(columns, Table(["id"], Id, Note), new TableOptions { Key = ["id", "nope"] }).Faults, static fault => string.Equals(fault.Column, "nope", StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_without_key_binds_without_one()
    {
        var binding = Bind([Source("note", ValueKind.Text)], Table([], Note));

        Assert.True(binding.IsUsable);
        Assert.Empty(binding.Key);
    }

    [Fact]
    public void A_key_must_not_lose_digits()
    {
        Assert.Contains(Bind([Source("id", ValueKind.Int64, key: 0)], Table(["id"], Target("id", Types.BuiltIn("float8")))).Faults, static fault => fault.Message.Contains("round", StringComparison.Ordinal));
        Assert.Contains(Bind([Source("id", ValueKind.Timestamp, key: 0)], Table(["id"], Target("id", Types.BuiltIn("timestamp", precision: 3)))).Faults, static fault => fault.Message.Contains("round", StringComparison.Ordinal));
        Assert.True(Bind([Source("id", ValueKind.Timestamp, key: 0) with { Type = new(ValueKind.Timestamp, 3) }], Table(["id"], Target("id", Types.BuiltIn("timestamp", precision: 3)))).IsUsable);
    }

    [Fact]
    public void An_identity_is_fit_for_a_key_only()
    {
        var identity = Id with { IsIdentityAlways = true, HasDefault = true };

        Assert.True(Bind([Source("id", ValueKind.Int32, key: 0)], Table(["id"], identity)).OverridesIdentity);
        Assert.Equal("generated", Assert.Single(Bind([Source("id", ValueKind.Int32), Source("note", ValueKind.Text, key: 0)], Table(["note"], identity, Note)).Faults).Code);
    }

    private static TableBinding Bind(ColumnShape[] columns, TargetTable target, TableOptions? options = null)
        => TableBinding.Bind(columns, options ?? TableOptions.Default, target, 15);
}
