using System.ComponentModel.DataAnnotations;

namespace CdcFunctions.Operations.Configuration;

/// <summary>One source: the topics one connector fills.</summary>
public sealed record SourceOptions
{
    /// <summary>Ends the name of the table that a CQL table's static columns get.</summary>
    public const string StaticSuffix = "_static";

    /// <summary>Name; also the default target schema.</summary>
    public required string Name { get; init; }

    /// <summary>Which connector's events these are.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>Topic names and <c>^regex</c> patterns.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Target schema; the source's name when not given.</summary>
    public string? Schema { get; init; }

    /// <summary>Topic of the connector's schema-change records (SQL Server), read from its start before data.</summary>
    public string? SchemaTopic { get; init; }

    /// <summary>Whether the source's transactions become visible as wholes (SQL Server).</summary>
    public TransactionMode Transactions { get; init; } = TransactionMode.PerRow;

    /// <summary>
    /// How long an atomic transaction waits for the rest of its events before <see cref="IncompleteTransactions"/> says what happens. Longer than
    /// a poll of the connector, which brings the END, and than a restart of it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What happens then. Waiting is the default, because nothing but a person may show half a transaction.</summary>
    public IncompleteTransactionPolicy IncompleteTransactions { get; init; } = IncompleteTransactionPolicy.Wait;

    /// <summary>The connector's own settings that events without embedded schema do not tell.</summary>
    public ConnectorOptions Connector { get; init; } = new();

    /// <summary>Per table; <c>*</c> sets the defaults of the source. The loader has merged <c>*</c> into every entry, key by key.</summary>
    public IReadOnlyDictionary<string, TableOptions> Tables { get; init; } = new Dictionary<string, TableOptions>(StringComparer.Ordinal);

    /// <summary>Names and patterns of the tables that are replicated; null for all.</summary>
    public IReadOnlyList<string>? IncludeTables { get; init; }

    /// <summary>Names and patterns of tables that are not.</summary>
    public IReadOnlyList<string> ExcludeTables { get; init; } = [];

    /// <summary>Target schema.</summary>
    public string TargetSchema => Schema ?? Name;

    /// <summary>True when the table is replicated.</summary>
    public bool Takes(string table)
        => (IncludeTables is null || IncludeTables.Any(pattern => NamePattern.IsMatch(pattern, table))) && !ExcludeTables.Any(pattern => NamePattern.IsMatch(pattern, table));

    /// <summary>Settings of one table: its own entry (exact name, else regardless of case), else <c>*</c>, else defaults.</summary>
    /// <remarks>The table of a CQL table's static columns follows that table in all but target, key and filter.</remarks>
    public TableOptions Table(string table)
    {
        if (Tables.TryGetValue(table, out var own))
        {
            return own;
        }

        foreach (var (name, options) in Tables)
        {
            if (string.Equals(name, table, StringComparison.OrdinalIgnoreCase))
            {
                return options;
            }
        }

        return StaticOf(table) ?? (Tables.TryGetValue("*", out var all) ? all : TableOptions.Default);
    }

    private TableOptions? StaticOf(string table)
        => Dialect != Dialect.SqlServer && table.EndsWith(StaticSuffix, StringComparison.Ordinal) && Tables.TryGetValue(table[..^StaticSuffix.Length], out var clustered)
            ? clustered with { Target = null, Key = null, Where = null }
            : null;
}
