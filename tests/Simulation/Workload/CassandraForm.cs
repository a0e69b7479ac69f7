using System.Globalization;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Simulation.Workload;

/// <summary>Debezium for Cassandra: cells with write times, deletes of rows, partitions and ranges.</summary>
internal sealed class CassandraForm : IEventForm
{
    public Dialect Dialect => Dialect.Cassandra;

    public string Topic => "sim.shop.t";

    public (long Version, long Sequence) Version(long n) => (ScyllaForm.FirstWrite + (n * 1000), 0);

    public (string Key, string Value) Write(Change change, long n)
    {
        var at = change.At.Version.ToString(CultureInfo.InvariantCulture);
        var (p, c) = (change.P.ToString(CultureInfo.InvariantCulture), change.C.ToString(CultureInfo.InvariantCulture));
        var isRow = change.IsWrite || change.Sort == ChangeSort.Delete;
        var after = change.Sort switch
        {
            ChangeSort.Delete => $$"""{"p":{{Cell(p)}},"c":{{Cell(c)}},"a":{{Cell("null", at)}},"_range_start":null,"_range_end":null}""",
            ChangeSort.DeletePartition => $$"""{"p":{{Cell(p)}},"c":{{Cell("null", at)}},"a":{{Cell("null", at)}},"_range_start":null,"_range_end":null}""",
            ChangeSort.DeleteRange => $$"""{"p":{{Cell(p)}},"c":null,"a":null,"_range_start":{{Bound("INCL_START_BOUND", change.C)}},"_range_end":{{Bound("INCL_END_BOUND", change.To)}}}""",
            _ => $$"""{"p":{{Cell(p)}},"c":{{Cell(c)}}{{string.Concat(change.Cells.Select(cell => $",\"{cell.Key}\":{Cell(Json.Value(cell.Key, cell.Value))}"))}},"_range_start":null,"_range_end":null}""",
        };
        var op = change.Sort switch { ChangeSort.Insert => "i", ChangeSort.Update => "u", ChangeSort.DeleteRange => "r", _ => "d" };
        return ($$"""{"p":{{p}},"c":{{(isRow ? c : "null")}}}""",
            $$"""{"ts_ms":5,"op":"{{op}}","source":{"version":"3.6.1.Final","connector":"cassandra","name":"sim","ts_ms":1,"snapshot":"false","db":"NULL","sequence":null,"ts_us":{{at}},"ts_ns":0,"cluster":"c1","file":"CommitLog-7-1.log","pos":{{n}},"keyspace":"shop","table":"t"},"after":{{after}}}""");
    }

    private static string Cell(string value, string time = "null") => $$"""{"value":{{value}},"deletion_ts":{{time}},"set":true}""";

    private static string Bound(string method, int value)
        => $$"""{"method":"{{method}}","values":[{"name":"c","value":"{{value.ToString(CultureInfo.InvariantCulture)}}","type":"org.apache.cassandra.db.marshal.Int32Type"}]}""";
}
