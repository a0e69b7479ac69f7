using CdcFunctions.Changes;
using CdcFunctions.Operations.Resilience;
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

    /// <summary>Number of the clustered table whose rows show the static columns that this one holds; null when none does.</summary>
    internal int? AlsoWrites { get; init; }

    /// <summary>Numbers of the tables that nobody else may write to while this one's rows are read and written.</summary>
    internal IEnumerable<int> Locks => AlsoWrites is { } shown ? [Id, shown] : [Id];

    /// <summary>Source columns whose values send their rows to the dead letters, because nothing of theirs goes into the target.</summary>
    internal IReadOnlyList<int> Refused { get; init; } = [];

    /// <summary>When to look at the table again, because a person may have changed it; null for never.</summary>
    internal Deadline? LookingAgain { get; init; }

    /// <summary>True while nobody is expected to have changed the table.</summary>
    internal bool Holds => LookingAgain is not { IsOver: true };

    /// <summary>True when the table is as it was when this state was bound to it.</summary>
    internal bool IsCurrent(TargetTable now)
        => Table.Oid == now.Oid && Table.Columns.SequenceEqual(now.Columns) && Table.PrimaryKey.SequenceEqual(now.PrimaryKey, StringComparer.Ordinal);

    /// <summary>True when the batch has exactly the columns this state was bound to, and the table what its merge needs.</summary>
    internal bool Fits(TableChanges changes)
        => _shape.Fits(changes) && (changes.Merge == MergeMode.Row || Table.Has(BookkeepingColumns.Cells));

    /// <summary>The bound columns.</summary>
    internal BoundShape Shape => _shape;
}
