using CdcFunctions.Changes;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Unit.Postgres.Tables;

/// <summary>Source and target columns that say only what matters.</summary>
internal static class Shapes
{
    public static ColumnShape Source(string name, ValueKind kind, int key = -1)
        => new() { Name = name, Type = new ColumnType(kind), KeyOrdinal = key };

    public static TargetColumn Target(string name, PgType type) => new() { Name = name, Type = type };

    public static TargetTable Table(string[] key, params TargetColumn[] columns) => new()
    {
        Oid = 1,
        Name = new TargetTableName("shop", "orders"),
        Columns = columns,
        PrimaryKey = key,
        UniqueKeys = key.Length == 0 ? [] : [key],
    };
}
