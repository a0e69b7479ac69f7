namespace CdcFunctions.Postgres.Tables;

/// <summary>A target table as the catalog shows it.</summary>
public sealed record TargetTable
{
    private readonly Dictionary<string, TargetColumn> _byName = new(StringComparer.Ordinal);

    /// <summary>Object id.</summary>
    public required uint Oid { get; init; }

    /// <summary>Schema and name.</summary>
    public required TargetTableName Name { get; init; }

    /// <summary>Columns in the order of the table.</summary>
    public required IReadOnlyList<TargetColumn> Columns
    {
        get;
        init
        {
            field = value;
            _byName = value.ToDictionary(static column => column.Name, StringComparer.Ordinal);
        }
    }

    /// <summary>Column names of the primary key in its order; empty when there is none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Name of the primary key's constraint; null when there is none.</summary>
    public string? PrimaryKeyName { get; init; }

    /// <summary>Column names of every index that <c>on conflict</c> can use: unique, complete, at once; the primary key first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> UniqueKeys { get; init; } = [];

    /// <summary>True for a partitioned table.</summary>
    public bool IsPartitioned { get; init; }

    /// <summary>The column of this name, or null.</summary>
    public TargetColumn? Find(string column) => _byName.GetValueOrDefault(column);

    /// <summary>True when the table has this column.</summary>
    public bool Has(string column) => Find(column) is not null;
}
