using CdcFunctions.Host.Demo.Expected;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Support.Recordings;

/// <summary>Builds the configuration a person would write for a recording.</summary>
public static class RecordingOptions
{
    /// <summary>The source that a recording's topics belong to. With embedded schemas it says dialect and topics, no types.</summary>
    public static SourceOptions Source(Recording recording, string schema) => new()
    {
        Name = "source",
        Dialect = recording.Dialect,
        Schema = schema,
        Topics = Topics(recording),
        SchemaTopic = recording.Dialect == Dialect.SqlServer ? "mss" : null, // no other place tells which columns are (max)
        Connector = recording.HasSchemas ? new ConnectorOptions() : Connector(recording),
        Tables = recording.HasSchemas || recording.Dialect == Dialect.SqlServer ? new Dictionary<string, TableOptions>(StringComparer.Ordinal) : Tables(recording.Expected),
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
        };
    }

    private static Dictionary<string, TableOptions> Tables(ExpectedRows expected) => expected.Tables.ToDictionary(
        table => table.Name,
        table => new TableOptions { SourceTypes = table.TypeNames.ToDictionary(column => column.Key, column => Cql(column.Value), StringComparer.Ordinal) },
        StringComparer.Ordinal);

    // The expectations of Scylla write "static text" and "frozen list<int>".
    private static string Cql(string type)
    {
        var name = type.StartsWith("static ", StringComparison.Ordinal) ? type["static ".Length..] : type;
        return name.StartsWith("frozen ", StringComparison.Ordinal) ? $"frozen<{name["frozen ".Length..]}>" : name;
    }
}
