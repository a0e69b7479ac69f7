using CdcFunctions.Changes;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply;

/// <summary>A target table as the writers know it: its number, its columns, and the source shape bound to it.</summary>
/// <remarks>Immutable; a changed shape makes a new state.</remarks>
public sealed class TargetState
{
    private readonly BoundShape _shape;

    internal TargetState(int id, TargetTable table, BoundShape shape)
    {
        (Id, Table, _shape) = (id, table, shape);
        Name = table.Name.ToString();
    }

    /// <summary>Number in <c>cdc.target_table</c>.</summary>
    public int Id { get; }

    /// <summary>Schema-qualified name, for people.</summary>
    public string Name { get; }

    /// <summary>The table as the catalog shows it.</summary>
    public TargetTable Table { get; }

    /// <summary>True when the batch has exactly the columns this state was bound to, and the table what its merge needs.</summary>
    internal bool Fits(TableChanges changes)
        => _shape.Fits(changes) && (changes.Merge == MergeMode.Row || Table.Has(BookkeepingColumns.Cells));

    /// <summary>The bound columns.</summary>
    internal BoundShape Shape => _shape;
}
