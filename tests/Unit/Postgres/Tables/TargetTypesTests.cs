using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;
using CdcFunctions.Unit.Postgres.Wire;
using static CdcFunctions.Unit.Postgres.Tables.Shapes;

namespace CdcFunctions.Unit.Postgres.Tables;

public class TargetTypesTests
{
    private static readonly SourceOptions Source = new() { Name = "shop", Dialect = Dialect.Scylla, Topics = ["t"] };
    private static readonly TableName Orders = new("shop", "ks", "Orders");

    [Fact]
    public void A_column_is_found_under_its_folded_name()
    {
        var types = new TargetTypes([Source]);
        types.Publish(Table([], Target("price", Types.BuiltIn("numeric", 12, 2))));

        Assert.Equal(new ColumnType(ValueKind.Decimal, 12, 2), types.Find(Orders, "Price"));
        Assert.Null(types.Find(Orders, "other"));
        Assert.Null(types.Find(new TableName("shop", "ks", "other"), "price"));
        Assert.Null(types.Find(new TableName("unknown", "ks", "Orders"), "price"));
    }

    [Fact]
    public void The_newest_table_counts_until_it_is_forgotten()
    {
        var types = new TargetTypes([Source]);
        types.Publish(Table([], Target("price", Types.BuiltIn("numeric"))));
        types.Publish(Table([], Target("price", Types.BuiltIn("bytea"))));
        Assert.Equal(ValueKind.Bytes, types.Find(Orders, "price")!.Kind);

        types.Forget(new TargetTableName("shop", "orders"));
        Assert.Null(types.Find(Orders, "price"));
    }

    public static TheoryData<PgType, ValueKind> Kinds => new()
    {
        { Types.BuiltIn("int2"), ValueKind.Int16 },
        { Types.BuiltIn("varchar", length: 5), ValueKind.Text },
        { Types.BuiltIn("timestamptz", precision: 3), ValueKind.TimestampTz },
        { Types.BuiltIn("jsonb"), ValueKind.Json },
        { Types.Enum("a"), ValueKind.Text },
        { Types.ArrayOf("int4"), ValueKind.Json },
        { Types.Domain(Types.BuiltIn("uuid")), ValueKind.Uuid },
        { Types.Extension("citext"), ValueKind.Text },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Types_become_kinds(PgType type, ValueKind expected)
    {
        var types = new TargetTypes([Source]);
        types.Publish(Table([], Target("c", type)));

        Assert.Equal(expected, types.Find(Orders, "c")!.Kind);
    }

    [Fact]
    public void A_configured_target_and_case_are_followed()
    {
        var source = Source with { Schema = "dwh", Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["Orders"] = new() { Target = "Sales", PreserveCase = true } } };

        Assert.Equal(new TargetTableName("dwh", "Sales"), TargetTableName.For(source, Orders));
        Assert.Equal(new TargetTableName("shop", "orders"), TargetTableName.For(Source, Orders));
    }
}
