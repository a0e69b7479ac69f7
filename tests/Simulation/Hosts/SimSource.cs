using CdcFunctions.App;
using CdcFunctions.Changes;
using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Simulation.Hosts;

/// <summary>The configuration of a run: one source and the function for its dialect.</summary>
internal static class SimSource
{
    public const string Group = "simulated";

    private static readonly IReadOnlyList<FunctionDescriptor> Functions = new FunctionDiscovery(new List<ConfigurationFault>()).Find(
        [typeof(ApplyScyllaChanges), typeof(ApplySqlServerChanges), typeof(ApplyCassandraChanges)]);

    public static FunctionDescriptor Function(Dialect dialect) => Functions.Single(f => f.Name.Contains(dialect.ToString(), StringComparison.Ordinal));

    public static SourceOptions Options(Dialect dialect, string topic, bool softDeletes) => new()
    {
        Name = "shop",
        Dialect = dialect,
        Topics = [topic],
        Schema = "shop",
        Tables = new Dictionary<string, TableOptions>(StringComparer.Ordinal)
        {
            ["*"] = new() { Deletes = softDeletes ? DeletePolicy.Soft : DeletePolicy.Remove, SourceTypes = Types(dialect) },
        },
    };

    /// <summary>The decoder of the source; a wrapper may stand around it.</summary>
    public static SourceCatalog Catalog(SourceOptions options, TargetTypes types, Func<IChangeDecoder, IChangeDecoder>? wrap = null)
    {
        var decoder = ChangeDecoders.Create(options, new SchemaCatalog(), types);
        return new SourceCatalog([new SourceEntry(options, wrap?.Invoke(decoder) ?? decoder)], new SourceRouter([options]));
    }

    private static Dictionary<string, string> Types(Dialect dialect) => dialect == Dialect.Cassandra
        ? new(StringComparer.Ordinal) { ["p"] = "int", ["c"] = "int", ["a"] = "int", ["b"] = "text", ["d"] = "text" }
        : dialect == Dialect.Scylla ? new(StringComparer.Ordinal) { ["id"] = "bigint", ["a"] = "int", ["b"] = "text", ["d"] = "text" }
        : new(StringComparer.Ordinal) { ["id"] = "bigint", ["a"] = "int", ["b"] = "nvarchar(40)", ["d"] = "nvarchar(40)" };
}
