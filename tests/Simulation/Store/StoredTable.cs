using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Simulation.Store;

/// <summary>A target table of the model: the same record that the product reads from a catalog.</summary>
internal sealed class StoredTable(int id, TargetTable shape)
{
    public int Id { get; } = id;

    public string SqlName { get; } = shape.Name.ToSql();

    public TargetTable Shape { get; private set; } = shape;

    public bool HasSoftDeletes => Shape.Has(BookkeepingColumns.Deleted);

    /// <summary>Columns that hold the source's values, without the key.</summary>
    public IEnumerable<string> Values => Shape.Columns.Select(c => c.Name).Where(name => !Shape.PrimaryKey.Contains(name) && !name.StartsWith(BookkeepingColumns.Prefix, StringComparison.Ordinal));

    public void AddColumns(IEnumerable<TargetColumn> columns) => Shape = Shape with { Columns = [.. Shape.Columns, .. columns] };
}
