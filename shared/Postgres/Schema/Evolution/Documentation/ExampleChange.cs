using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Schema.Evolution.Documentation;

/// <summary>One change of the documentation's example table: what the source shows before and after it.</summary>
/// <param name="Words">The change in words.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Before">Columns before; null for a table that was not there.</param>
/// <param name="After">Columns after.</param>
internal sealed record ExampleChange(string Words, SchemaChangeKind Kind, IReadOnlyList<ColumnShape>? Before, IReadOnlyList<ColumnShape> After)
{
    /// <summary>True when the target is too large to be written anew.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Name of the target.</summary>
    public static TargetTableName Target { get; } = new("shop", "orders");

    /// <summary>What is done about it under a policy.</summary>
    public SchemaStep Step(SchemaChangePolicy policy, bool canAlter = true)
    {
        var options = new TableOptions { SchemaChanges = policy };
        var condition = new TargetCondition(canAlter, IsLarge);
        var seen = Seen(After, 2) with { IsRecord = Kind == SchemaChangeKind.RenameColumn };
        if (Kind is SchemaChangeKind.CreateTable or SchemaChangeKind.DropTable)
        {
            return new SchemaPlan(Target, null, seen, options, condition).For(new SchemaChange(Kind, null, null, null));
        }

        var known = new ShapeComparison(KnownShape.Empty, Seen(Before!, 1) with { IsRecord = seen.IsRecord }, ExampleTable.Of(Before!), options).Learn();
        var target = ExampleTable.Of(Before!);
        var change = new ShapeComparison(known, seen, target, options).Run().First(one => one.Kind == Kind);
        return new SchemaPlan(Target, target, seen, options, condition).For(change);
    }

    private static SeenShape Seen(IReadOnlyList<ColumnShape> columns, long version)
        => new() { Columns = columns, IsWhole = true, IsDeclared = true, Clock = new SourceClock(version, 0) };
}
