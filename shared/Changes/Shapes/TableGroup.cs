namespace CdcFunctions.Changes.Shapes;

/// <summary>Where a table's rows go inside one batch: its newest <see cref="TableChanges"/>, replaced when type, key or merging changes.</summary>
internal sealed class TableGroup(TableName table, ChangeBatch batch)
{
    private readonly Dictionary<string, ColumnBuffer> _buffers = new(StringComparer.Ordinal);
    private string[] _key = [];

    /// <summary>The changes rows go to now; null before the first row.</summary>
    public TableChanges? Changes { get; private set; }

    /// <summary>Columns of <see cref="Changes"/> outside the key.</summary>
    public int ValueColumns { get; private set; }

    /// <summary>Makes <see cref="Changes"/> fit this set of columns and returns the buffer of each typed one.</summary>
    public ColumnBuffer?[] Map(ColumnSet set, MergeMode merge)
    {
        if (Changes is null || Changes.Merge != merge || !Fits(set))
        {
            Changes = batch.AddTable(table, merge);
            ValueColumns = 0;
            _buffers.Clear();
        }

        _key = KeyOf(set);

        return [.. set.Plans.Select(plan => plan.Shape is { } shape ? Buffer(shape) : null)];
    }

    // A key column may get its type later than the others: a partition delete has no value for its clustering columns.
    private bool Fits(ColumnSet set)
    {
        foreach (var plan in set.Plans)
        {
            if (plan.Shape is { } shape && _buffers.TryGetValue(plan.Name, out var buffer)
                && (buffer.Shape.Type != shape.Type || buffer.Shape.KeyOrdinal != shape.KeyOrdinal))
            {
                return false;
            }
        }

        return _key.Length == 0 || _key.SequenceEqual(KeyOf(set), StringComparer.Ordinal);
    }

    private static string[] KeyOf(ColumnSet set) => [.. set.KeyIndexes.Select(index => set.Plans[index].Name)];

    private ColumnBuffer Buffer(ColumnShape shape)
    {
        if (_buffers.TryGetValue(shape.Name, out var known))
        {
            return known;
        }

        var buffer = Changes!.AddColumn(shape);
        _buffers.Add(shape.Name, buffer);
        if (!shape.IsKey)
        {
            ValueColumns++;
            MarkPartial(Changes);
        }

        return buffer;
    }

    // Rows decoded before a column showed up do not touch it.
    private static void MarkPartial(TableChanges changes)
    {
        for (var row = 0; row < changes.Count; row++)
        {
            var header = changes.Row(row);
            header.IsPartial = header.IsPartial || header.Kind is ChangeKind.Insert or ChangeKind.Update;
            changes.SetRow(row, header);
        }
    }
}
