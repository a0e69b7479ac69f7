using CdcFunctions.Simulation.Workload;
using Npgsql;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>What the target tables of the simulation refuse: <c>check (a &lt;&gt; 1313)</c>.</summary>
internal static class Violations
{
    private static readonly int Refused = int.Parse(EventStream.RefusedNumber, System.Globalization.CultureInfo.InvariantCulture);

    public static void Check(string column, byte[]? value)
    {
        if (column is "a" && value is { Length: 4 } && Wire.Int32(value) == Refused)
        {
            throw new PostgresException("new row for relation \"t\" violates check constraint \"t_a_check\"", "ERROR", "ERROR", PostgresErrorCodes.CheckViolation, schemaName: "shop", tableName: "t", constraintName: "t_a_check");
        }
    }
}
