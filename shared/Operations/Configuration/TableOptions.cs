using System.ComponentModel.DataAnnotations;

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

    /// <summary>Types of columns of events without schema, as the source writes them.</summary>
    public IReadOnlyDictionary<string, string> SourceTypes { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What to do when the source's shape changes.</summary>
    public SchemaChangePolicies SchemaChanges { get; init; } = SchemaChangePolicy.Evolve;

    /// <summary>What to do with a value that does not fit its column.</summary>
    public DirtyDataPolicy DirtyData { get; init; } = DirtyDataPolicy.DeadLetter;

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

    /// <summary>Settings of single columns, by the source's name.</summary>
    public IReadOnlyDictionary<string, ColumnOptions> Columns { get; init; } = new Dictionary<string, ColumnOptions>(StringComparer.Ordinal);
}
