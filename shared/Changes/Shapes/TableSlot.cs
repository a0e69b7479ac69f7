namespace CdcFunctions.Changes.Shapes;

/// <summary>A shape at work in one batch: its columns beside the buffers they fill.</summary>
internal sealed class TableSlot(TableShape shape, TableGroup group)
{
    private MergeMode _merge;

    /// <summary>The shape.</summary>
    public TableShape Shape { get; } = shape;

    /// <summary>Columns the buffers belong to.</summary>
    public ColumnSet Set { get; private set; } = ColumnSet.Empty;

    /// <summary>Buffer of each column; null while it has no type.</summary>
    public ColumnBuffer?[] Buffers { get; private set; } = [];

    /// <summary>Where rows go.</summary>
    public TableChanges Changes { get; private set; } = null!;

    /// <summary>Columns outside the key.</summary>
    public int ValueColumns => group.ValueColumns;

    /// <summary>Follows what changed in shape or batch; true when rows now go elsewhere.</summary>
    public bool Follow(MergeMode merge)
    {
        var columns = Shape.Columns;
        if (ReferenceEquals(Set, columns) && ReferenceEquals(Changes, group.Changes) && _merge == merge)
        {
            return false;
        }

        var before = Changes;
        Buffers = group.Map(columns, merge);
        (Set, Changes, _merge) = (columns, group.Changes!, merge);
        if (Shape.Whole is { } whole)
        {
            Changes.AddShape(whole);
        }

        return !ReferenceEquals(before, Changes);
    }
}
