using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Schema.Evolution.Documentation;

/// <summary>The changes that the documentation shows under every policy: at least one of each kind.</summary>
internal static class ExampleChanges
{
    private static readonly ColumnShape Id = new() { Name = "id", Type = new ColumnType(ValueKind.Int64), KeyOrdinal = 0, IsNullable = false };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExampleChange> All { get; } =
    [
        new("a table is new", SchemaChangeKind.CreateTable, null, [Id, Column("note", ValueKind.Text)]),
        new("a column is new", SchemaChangeKind.AddColumn, [Id], [Id, Column("note", ValueKind.Text)]),
        new("a column is gone", SchemaChangeKind.DropColumn, [Id, Column("note", ValueKind.Text)], [Id]),
        new("a NOT NULL column is gone", SchemaChangeKind.DropColumn, [Id, Column("note", ValueKind.Text) with { IsNullable = false }], [Id]),
        new("a column has another name (by schema-change record)", SchemaChangeKind.RenameColumn, [Id, Column("note", ValueKind.Text)], [Id, Column("remark", ValueKind.Text)]),
        Types("numeric(12,2) → numeric(20,2)", SchemaChangeKind.WidenType, new(ValueKind.Decimal, 12, 2), new(ValueKind.Decimal, 20, 2)),
        Types("integer → bigint", SchemaChangeKind.WidenType, new(ValueKind.Int32), new(ValueKind.Int64)),
        Types("integer → bigint, large table", SchemaChangeKind.WidenType, new(ValueKind.Int32), new(ValueKind.Int64)) with { IsLarge = true },
        Types("integer → text", SchemaChangeKind.WidenType, new(ValueKind.Int32), new(ValueKind.Text)),
        Types("bigint → integer", SchemaChangeKind.NarrowType, new(ValueKind.Int64), new(ValueKind.Int32)),
        Types("numeric(12,2) → numeric(12,4)", SchemaChangeKind.ChangeScale, new(ValueKind.Decimal, 12, 2), new(ValueKind.Decimal, 12, 4)),
        Types("double precision → numeric", SchemaChangeKind.ChangeType, new(ValueKind.Float64), new(ValueKind.Decimal)),
        Types("integer → date", SchemaChangeKind.ChangeType, new(ValueKind.Int32), new(ValueKind.Date)),
        new("NOT NULL goes", SchemaChangeKind.Nullability, [Id, Column("note", ValueKind.Text) with { IsNullable = false }], [Id, Column("note", ValueKind.Text)]),
        new("NOT NULL comes", SchemaChangeKind.Nullability, [Id, Column("note", ValueKind.Text)], [Id, Column("note", ValueKind.Text) with { IsNullable = false }]),
        new("the key gains a column", SchemaChangeKind.ChangeKey, [Id, Column("region", ValueKind.Text)], [Id, Column("region", ValueKind.Text) with { KeyOrdinal = 1, IsNullable = false }]),
        new("the key is another column", SchemaChangeKind.ChangeKey, [Id, Column("ref", ValueKind.Uuid)], [Column("ref", ValueKind.Uuid) with { KeyOrdinal = 0, IsNullable = false }]),
        new("a table is gone", SchemaChangeKind.DropTable, [Id], [Id]),
    ];

    private static ExampleChange Types(string words, SchemaChangeKind kind, ColumnType before, ColumnType after)
        => new(words, kind, [Id, new ColumnShape { Name = "v", Type = before }], [Id, new ColumnShape { Name = "v", Type = after }]);

    private static ColumnShape Column(string name, ValueKind kind) => new() { Name = name, Type = new ColumnType(kind) };
}
