namespace CdcFunctions.Support.Recordings;

/// <summary>All recordings, and those that plain replication in recorded order must bring to exactly the expected rows.</summary>
public static class RecordingCatalog
{
    /// <summary>Names of the basic recordings: nothing out of order to merge, no range deletes.</summary>
    private static readonly string[] BasicNames =
    [
        "sqlserver/snapshot", "sqlserver/crud", "sqlserver/new-table", "sqlserver/nulls", "sqlserver/types-double-connect",
        "sqlserver/types-precise-adaptive", "sqlserver/types-precise-adaptive_time_microseconds", "sqlserver/types-string-isostring",
        "sqlserver/heartbeat", "sqlserver/pk-change", "sqlserver/no-transaction-metadata", "sqlserver/incremental-snapshot",
        "sqlserver/volume-5000", "sqlserver/volume-80-string",
        "scylla/types-advanced", "scylla/crud-advanced-full", "scylla/crud-key-placements", "scylla/deletes-advanced", "scylla/batch-advanced",
        "scylla/collections-advanced", "scylla/ttl-advanced", "scylla/heartbeat", "scylla/restart-replay-advanced", "scylla/random-3000-advanced",
        "cassandra/types", "cassandra/partial-updates",
        "sqlserver/schema-change", "scylla/schema-change-advanced", "scylla/schema-change-legacy", "cassandra/schema-change",
    ];

    /// <summary>Names of all recordings.</summary>
    public static TheoryData<string> All { get; } = [.. Names()];

    /// <summary>Names of the basic ones with their converter variants.</summary>
    public static TheoryData<string> Basic { get; } = [.. Names().Where(IsBasic)];

    /// <summary>Recordings whose expected rows cannot be reached by applying their events, or not without more configuration, and why.</summary>
    private static readonly Dictionary<string, string> NotExact = new(StringComparer.Ordinal)
    {
        ["sqlserver/no-primary-key"] = "needs a policy for tables without key: KeylessTests",
        ["cassandra/ttl"] = "rows go as time passes: CellRecordingTests",
        ["cassandra/types.precise"] = "the connector's settings lose values",
        ["cassandra/types.double-long"] = "the connector's settings lose values",
        ["scylla/odd-advanced"] = "the connector shifts dates before 1582",
        ["scylla/out-of-order-partial-advanced"] = "the connector computes whole rows in order of arrival",
        ["scylla/crud-advanced-none"] = "no event has data",
    };

    /// <summary>Names of all whose events hold all that is expected.</summary>
    public static TheoryData<string> Exact { get; } = [.. Names().Where(IsExact)];

    /// <summary>True when the events of a recording hold all that is expected.</summary>
    public static bool IsExact(string name) => !NotExact.ContainsKey(WithoutConverter(name));

    /// <summary>True when the expected rows must be reached exactly by plain replication.</summary>
    public static bool IsBasic(string name)
        => BasicNames.Any(basic => name == basic || name == basic + "-schemas" || name == basic + ".noschema");

    private static string WithoutConverter(string name)
        => name.EndsWith("-schemas", StringComparison.Ordinal) ? name[..^"-schemas".Length] : name.Replace(".noschema", "", StringComparison.Ordinal);

    private static IEnumerable<string> Names()
        => Directory.EnumerateFiles(RepositoryFiles.Fixtures, "*.jsonl*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(RepositoryFiles.Fixtures, path).Replace('\\', '/').Replace(".gz", "", StringComparison.Ordinal))
            .Select(name => name[..^".jsonl".Length])
            .Order(StringComparer.Ordinal);
}
