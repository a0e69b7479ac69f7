using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Schema.Evolution.Documentation;

/// <summary>The target table of the documentation's examples, as it is when it was made from a shape; NOT NULL is taken over, as a person might.</summary>
internal static class ExampleTable
{
    /// <summary>The table.</summary>
    public static TargetTable Of(IReadOnlyList<ColumnShape> columns)
    {
        var key = columns.Where(static column => column.IsKey).Select(static column => column.Name).ToArray();
        return new TargetTable
        {
            Oid = 1,
            Name = ExampleChange.Target,
            Columns = [.. columns.Select(static column => new TargetColumn { Name = column.Name, Type = Type(column), IsNullable = column.IsNullable })],
            PrimaryKey = key,
            PrimaryKeyName = "orders_pkey",
            UniqueKeys = [key],
        };
    }

    private static PgType Type(ColumnShape column)
    {
        var sql = ColumnDefinition.For(column, TableOptions.Default).SqlType;
        var parsed = SqlType.Parse(sql);
        return new PgType { Oid = 1, Schema = "pg_catalog", Name = Name(parsed.Name), Display = sql, Precision = parsed.Size, Scale = parsed.Scale };
    }

    private static string Name(string sql) => sql switch
    {
        "smallint" => "int2",
        "integer" => "int4",
        "bigint" => "int8",
        "real" => "float4",
        "double precision" => "float8",
        _ => sql,
    };
}
