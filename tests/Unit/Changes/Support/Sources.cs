using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>Sources as a person would configure them, saying only what matters.</summary>
internal static class Sources
{
    public static SourceOptions Scylla(params (string Column, string Type)[] types) => Of(Dialect.Scylla, types);

    public static SourceOptions Cassandra(params (string Column, string Type)[] types) => Of(Dialect.Cassandra, types);

    public static SourceOptions SqlServer(params (string Column, string Type)[] types) => Of(Dialect.SqlServer, types);

    public static SourceOptions Of(Dialect dialect, params (string Column, string Type)[] types) => new()
    {
        Name = "shop",
        Dialect = dialect,
        Topics = ["^.*"],
        Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal)
        {
            ["t"] = new() { SourceTypes = types.ToDictionary(one => one.Column, one => one.Type, StringComparer.Ordinal) },
        },
    };

    public static SourceOptions With(this SourceOptions source, ConnectorOptions connector) => source with { Connector = connector };

    public static SourceOptions WithKey(this SourceOptions source, params string[] key) => source with
    {
        Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal) { ["t"] = source.Table("t") with { Key = key } },
    };
}
