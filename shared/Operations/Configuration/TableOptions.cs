using System.ComponentModel.DataAnnotations;
using CdcFunctions.Operations.Configuration.Filters;

namespace CdcFunctions.Operations.Configuration;

/// <summary>What a person decided about one table.</summary>
public sealed record TableOptions
{
    /// <summary>All defaults.</summary>
    public static TableOptions Default { get; } = new();

    /// <summary>Target table name; the source's folded name when not given.</summary>
    public string? Target { get; init; }

    /// <summary><c>remove</c> deletes the row; <c>soft</c> keeps it with <c>_cdc_deleted = true</c>.</summary>
    public DeletePolicy Deletes { get; init; } = DeletePolicy.Remove;

    /// <summary>Keep upper and lower case of the source's names.</summary>
    public bool PreserveCase { get; init; }

    /// <summary>Primary key columns, when the events do not tell them.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>What becomes of events of a table without key (SQL Server).</summary>
    public KeylessPolicy Keyless { get; init; } = KeylessPolicy.DeadLetter;

    /// <summary>Where static columns go (ScyllaDB).</summary>
    public StaticColumnPolicy StaticColumns { get; init; } = StaticColumnPolicy.OwnTable;

    /// <summary>Types of columns of events without schema, as the source writes them.</summary>
    public IReadOnlyDictionary<string, string> SourceTypes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What to do when the source's shape changes.</summary>
    public SchemaChangePolicies SchemaChanges { get; init; } = SchemaChangePolicy.Evolve;

    /// <summary>What to do with a value that does not fit its column.</summary>
    public DirtyDataRules DirtyData { get; init; } = DirtyDataRules.None;

    /// <summary>How many events may become dead letters before the table pauses.</summary>
    public FailureBudgetOptions FailureBudget { get; init; } = new();

    /// <summary>Which of two changes of one row wins.</summary>
    public ConflictPolicy Conflict { get; init; } = ConflictPolicy.NewestWins;

    /// <summary>The source's version column, with <see cref="ConflictPolicy.Column"/>.</summary>
    public string? ConflictColumn { get; init; }

    /// <summary>What to do with events older than <see cref="StaleAfter"/>.</summary>
    public StaleEventPolicy StaleEvents { get; init; } = StaleEventPolicy.Flag;

    /// <summary>True when a person wrote <see cref="StaleEvents"/>, so that tables which are there already are altered for it.</summary>
    public bool IsStalenessChosen { get; init; }

    /// <summary>Age by the source's clock at which an event counts as stale.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Settings of single columns, by the source's name or a <see cref="NamePattern"/>.</summary>
    public IReadOnlyDictionary<string, ColumnOptions> Columns { get; init; } = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal);

    /// <summary>Names and patterns of the columns that reach the target besides the key; null for all.</summary>
    public IReadOnlyList<string>? IncludeColumns { get; init; }

    /// <summary>Rows that reach the target; null for all.</summary>
    public RowFilter? Where { get; init; }

    /// <summary>IANA name of the zone that times without zone are in, for columns that do not say otherwise; null leaves them as they are.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Columns that the source does not have, by their name in the target.</summary>
    public IReadOnlyDictionary<string, AddedColumn> Add { get; init; } = new Dictionary<string, AddedColumn>(StringComparer.Ordinal);

    /// <summary>Settings of a column: its own entry (exact name, else regardless of case), else the first pattern that fits, else none.</summary>
    public ColumnOptions Column(string name)
    {
        if (Columns.Count == 0)
        {
            return ColumnOptions.Default;
        }

        return Columns.TryGetValue(name, out var own) ? own
            : Columns.FirstOrDefault(one => string.Equals(one.Key, name, StringComparison.OrdinalIgnoreCase)).Value
            ?? Columns.FirstOrDefault(one => NamePattern.IsPattern(one.Key) && NamePattern.IsMatch(one.Key, name)).Value ?? ColumnOptions.Default;
    }

    /// <summary>What happens to dirty data of a kind: by the column, else by the table, else the dead letter.</summary>
    /// <param name="column">Source column, or null where no column is to blame.</param>
    /// <param name="kind">What is wrong.</param>
    public DirtyDataPolicy DirtyPolicy(string? column, DirtyKind kind)
        => (column is null ? null : Column(column).DirtyData.For(kind)) ?? DirtyData.For(kind) ?? DirtyDataPolicy.DeadLetter;

    /// <summary>True when a column outside the key reaches the target.</summary>
    public bool Takes(string column)
        => !Column(column).Exclude && (IncludeColumns is null || IncludeColumns.Any(pattern => NamePattern.IsMatch(pattern, column)) || Add.ContainsKey(column));

    /// <summary>Name of the target column: as renamed or added, else the source's name, in lower case unless the case is to be kept.</summary>
    public string TargetOf(string column)
        => Column(column).Rename ?? (PreserveCase || Add.ContainsKey(column) ? column : column.ToLowerInvariant());
}
