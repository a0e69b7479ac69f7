using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Support.Recordings;

/// <summary>Builds the configuration a person would write for a recording.</summary>
public static class RecordingOptions
{
    /// <summary>The source that a recording's topics belong to. With embedded schemas it says only the types that these leave open.</summary>
    public static SourceOptions Source(Recording recording, string schema) => new()
    {
        Name = "source",
        Dialect = recording.Dialect,
        Schema = schema,
        Topics = Topics(recording),
        SchemaTopic = recording.Dialect == Dialect.SqlServer ? "mss" : null, // no other place tells which columns are (max)
        Connector = recording.HasSchemas ? new ConnectorOptions() : Connector(recording),
        Tables = recording.Dialect switch
        {
            Dialect.SqlServer => new Dictionary<string, TableOptions>(StringComparer.Ordinal),
            Dialect.Cassandra when recording.HasSchemas => Tables(recording.Expected, IsLeftOpenByCassandra),
            _ when recording.HasSchemas => new Dictionary<string, TableOptions>(StringComparer.Ordinal),
            _ => Tables(recording.Expected, _ => true),
        },
    };

    private static string[] Topics(Recording recording) => recording.Dialect switch
    {
        Dialect.SqlServer => ["^mss.*", "^__debezium-heartbeat\\.mss$"],
        Dialect.Scylla => ["^scy\\..*", "^__debezium-heartbeat\\.scy$"],
        _ => ["^cas[a-z]?\\..*"],
    };

    private static ConnectorOptions Connector(Recording recording)
    {
        var settings = recording.Expected.ConnectorSettings;
        if (recording.Dialect == Dialect.Cassandra)
        {
            return recording.Name.EndsWith(".double-long", StringComparison.Ordinal)
                ? new ConnectorOptions { DecimalHandlingMode = "double", VarintHandlingMode = "long" }
                : new ConnectorOptions { DecimalHandlingMode = "string", VarintHandlingMode = "string" };
        }

        return new ConnectorOptions
        {
            DecimalHandlingMode = settings.GetValueOrDefault("decimal.handling.mode"),
            TimePrecisionMode = settings.GetValueOrDefault("time.precision.mode"),
            BinaryHandlingMode = settings.GetValueOrDefault("binary.handling.mode"),
            IncludeAfter = settings.GetValueOrDefault("cdc.include.after") is "only-updated" ? "only-updated" : null,
        };
    }

    private static Dictionary<string, TableOptions> Tables(ExpectedRows expected, Func<string, bool> isSaid) => expected.Tables.ToDictionary(
        table => table.Name,
        table => new TableOptions
        {
            SourceTypes = table.TypeNames.Where(column => isSaid(column.Value)).ToDictionary(column => column.Key, column => Cql(column.Value), StringComparer.Ordinal),
        },
        StringComparer.Ordinal);

    // Its connector sends an address as a text, and a collection with nothing in it as empty, whether that is a value (frozen) or NULL.
    private static bool IsLeftOpenByCassandra(string type)
        => type == "inet" || type.StartsWith("list<", StringComparison.Ordinal) || type.StartsWith("set<", StringComparison.Ordinal) || type.StartsWith("map<", StringComparison.Ordinal);

    // The expectations of Scylla write "static text" and "frozen list<int>".
    private static string Cql(string type)
    {
        var name = type.StartsWith("static ", StringComparison.Ordinal) ? type["static ".Length..] : type;
        return name.StartsWith("frozen ", StringComparison.Ordinal) ? $"frozen<{name["frozen ".Length..]}>" : name;
    }
}
