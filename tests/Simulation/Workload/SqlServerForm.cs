using System.Globalization;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Simulation.Store;

namespace CdcFunctions.Simulation.Workload;

/// <summary>Debezium for SQL Server: whole rows, versioned by the transaction they were committed in.</summary>
internal sealed class SqlServerForm : IEventForm
{
    /// <summary>Rows that were there before the connector streamed.</summary>
    public const string Initial = "true";

    /// <summary>Rows that a snapshot by signal has read while it streams.</summary>
    public const string BySignal = "incremental";

    private const long Log = 0x2a;
    private const int Slot = 3;

    public Dialect Dialect => Dialect.SqlServer;

    public string Topic => "sim.Sales.dbo.t";

    /// <summary>The version of the nth transaction.</summary>
    public static (long Version, long Sequence) At(long n) => ((Log << 32) | n, Slot);

    /// <summary>A log sequence number as the connector prints it.</summary>
    public static string Lsn((long Version, long Sequence) at)
        => string.Create(CultureInfo.InvariantCulture, $"{at.Version >> 32:x8}:{at.Version & 0xffffffff:x8}:{at.Sequence:x4}");

    /// <summary>The version of rows that a snapshot by signal reads after a transaction: that of the signal's own, which is of no table here.</summary>
    public static (long Version, long Sequence) After((long Version, long Sequence) at) => (at.Version, at.Sequence + 1);

    // Four writes make a transaction.
    public (long Version, long Sequence) Version(long n) => At(n / 4);

    public (string Key, string Value) Write(Change change, long n) => Write(change, "null");

    /// <summary>Kafka key and value of a change, with what the connector says of its transaction.</summary>
    public static (string Key, string Value) Write(Change change, string transaction)
    {
        var id = change.P.ToString(CultureInfo.InvariantCulture);
        var row = change.IsWrite ? $$"""{"id":{{id}},{{Json.Members(change.Cells)}}}""" : "null";
        var before = change.IsWrite ? "null" : $$"""{"id":{{id}}}""";
        var op = change switch { { Snapshot: not null } => "r", { Sort: ChangeSort.Insert } => "c", { Sort: ChangeSort.Update } => "u", _ => "d" };
        var lsn = Lsn(change.At);
        var changeLsn = change.Snapshot == Initial ? "null" : $"\"{lsn}\"";
        return ($$"""{"id":{{id}}}""",
            $$"""{"before":{{before}},"after":{{row}},"source":{"version":"3.6.1.Final","connector":"sqlserver","name":"sim","ts_ms":7,"snapshot":"{{change.Snapshot ?? "false"}}","db":"Sales","sequence":null,"ts_us":7000,"ts_ns":7000000,"schema":"dbo","table":"{{SimTables.Names[change.Table - 1]}}","change_lsn":{{changeLsn}},"commit_lsn":"{{lsn}}","event_serial_no":1},"transaction":{{transaction}},"op":"{{op}}","ts_ms":5,"ts_us":5000,"ts_ns":5000000}""");
    }
}
