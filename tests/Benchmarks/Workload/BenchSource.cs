using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.Workload;

/// <summary>The source of a form of events, with the column types that events without schema do not tell.</summary>
internal static class BenchSource
{
    /// <summary>The source; its tables go to schema <c>bench</c>.</summary>
    public static SourceOptions Of(EventForm form) => new()
    {
        Name = "bench",
        Dialect = form.Dialect,
        Topics = [form.Dialect == Dialect.SqlServer ? @"^bench\.Sales\.dbo\..*" : @"^bench\.shop\..*"],
        Connector = new ConnectorOptions { DecimalHandlingMode = "string" },
        Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal)
        {
            ["*"] = new TableOptions
            {
                SourceTypes = EventForm.Columns.ToDictionary(c => c.Name, c => form.Dialect == Dialect.SqlServer ? SqlServer(c.Cql) : c.Cql, StringComparer.Ordinal),
            },
        },
    };

    private static string SqlServer(string cql) => cql switch
    {
        "text" => "nvarchar(200)",
        "decimal" => "decimal(12,2)",
        "boolean" => "bit",
        "double" => "float",
        _ => cql,
    };
}
