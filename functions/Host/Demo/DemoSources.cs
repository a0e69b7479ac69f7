using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Demo;

/// <summary>The three sources of the demo, configured as a person would in three lines each, and the recordings of each.</summary>
internal static class DemoSources
{
    // Debezium's Cassandra connector does not tell an address from a text, nor a frozen collection from one whose empty value is NULL.
    private static readonly TableOptions Customers = new()
    {
        SourceTypes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ip"] = "inet", ["attrs"] = "map<text, text>", ["phones"] = "list<text>", ["tags"] = "set<text>",
        },
    };

    /// <summary>A SQL Server, a ScyllaDB and a Cassandra. Their events carry their schema; only what it leaves open is said.</summary>
    public static IReadOnlyList<SourceOptions> Sources { get; } =
    [
        new() { Name = "sales", Dialect = Dialect.SqlServer, Topics = [@"^mss\.Sales\.dbo\..*"], SchemaTopic = "mss" },
        new() { Name = "shop", Dialect = Dialect.Scylla, Topics = [@"^scy\.shop\..*"] },
        new()
        {
            Name = "crm",
            Dialect = Dialect.Cassandra,
            Topics = [@"^cas\.shop\.(customers|customers_nested|odd_texts|products|boxes|late)$"],
            Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["customers"] = Customers },
        },
    ];

    /// <summary>No two of them write to the same table.</summary>
    public static IReadOnlyList<DemoRecording> Recordings { get; } =
    [
        new("sales", "sqlserver/crud-schemas"),
        new("sales", "sqlserver/types-precise-adaptive-schemas"),
        new("shop", "scylla/crud-advanced-full-schemas"),
        new("shop", "scylla/types-advanced-schemas"),
        new("crm", "cassandra/types"),
        new("crm", "cassandra/schema-change"),
    ];

    // The embedded broker waits this long for a group of several members to settle.
    private static readonly Dictionary<string, string> ShortSession = new(StringComparer.Ordinal)
    {
        ["session.timeout.ms"] = "3000", ["heartbeat.interval.ms"] = "200",
    };

    /// <summary>The whole configuration.</summary>
    public static CdcOptions Options(string postgres, string brokers) => new()
    {
        Postgres = new PostgresOptions { ConnectionString = postgres },
        Kafka = new KafkaOptions { Brokers = brokers, Properties = ShortSession },
        Host = new Operations.Configuration.HostOptions { Listen = "127.0.0.1:0" },
        Sources = Sources,
    };
}
