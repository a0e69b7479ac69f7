using System.Globalization;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Simulation.Workload;

/// <summary>The ScyllaDB connector: whole rows, versioned by their write time.</summary>
internal sealed class ScyllaForm : IEventForm
{
    public const long FirstWrite = 1_767_225_600_000_000;

    public Dialect Dialect => Dialect.Scylla;

    public string Topic => "sim.shop.t";

    public (long Version, long Sequence) Version(long n) => (FirstWrite + (n * 1000), 0);

    public (string Key, string Value) Write(Change change, long n)
    {
        var id = change.P.ToString(CultureInfo.InvariantCulture);
        var after = change.IsWrite ? $$"""{"id":{{id}},{{Json.Members(change.Cells)}}}""" : "null";
        var op = change.Sort switch { ChangeSort.Insert => "c", ChangeSort.Update => "u", _ => "d" };
        return ($$"""{"id":{{id}}}""",
            $$"""{"source":{"version":"2.0.3","connector":"scylla","name":"sim","ts_ms":1,"snapshot":null,"db":"shop","sequence":null,"ts_us":{{change.At.Version}},"ts_ns":0,"keyspace_name":"shop","table_name":"t"},"before":null,"after":{{after}},"op":"{{op}}","ts_ms":5,"transaction":null,"ts_us":null,"ts_ns":null}""");
    }
}
