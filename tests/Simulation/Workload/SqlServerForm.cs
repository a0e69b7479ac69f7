using System.Globalization;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Simulation.Workload;

/// <summary>Debezium for SQL Server: whole rows, versioned by the transaction they were committed in.</summary>
internal sealed class SqlServerForm : IEventForm
{
    private const long Log = 0x2a;
    private const int Slot = 3;

    public Dialect Dialect => Dialect.SqlServer;

    public string Topic => "sim.Sales.dbo.t";

    // Four writes make a transaction.
    public (long Version, long Sequence) Version(long n) => ((Log << 32) | (n / 4), Slot);

    public (string Key, string Value) Write(Change change, long n)
    {
        var id = change.P.ToString(CultureInfo.InvariantCulture);
        var row = change.IsWrite ? $$"""{"id":{{id}},{{Json.Members(change.Cells)}}}""" : "null";
        var before = change.IsWrite ? "null" : $$"""{"id":{{id}}}""";
        var op = change.Sort switch { ChangeSort.Insert => "c", ChangeSort.Update => "u", _ => "d" };
        var lsn = string.Create(CultureInfo.InvariantCulture, $"{change.At.Version >> 32:x8}:{change.At.Version & 0xffffffff:x8}:{Slot:x4}");
        return ($$"""{"id":{{id}}}""",
            $$"""{"before":{{before}},"after":{{row}},"source":{"version":"3.6.1.Final","connector":"sqlserver","name":"sim","ts_ms":7,"snapshot":"false","db":"Sales","sequence":null,"ts_us":7000,"ts_ns":7000000,"schema":"dbo","table":"t","change_lsn":"{{lsn}}","commit_lsn":"{{lsn}}","event_serial_no":1},"transaction":null,"op":"{{op}}","ts_ms":5,"ts_us":5000,"ts_ns":5000000}""");
    }
}
