using CdcFunctions.Simulation.Workload;
using Npgsql;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>What the target tables of the simulation refuse: <c>check (a &lt;&gt; 1313)</c>.</summary>
internal static class Violations
{
    private static readonly int Refused = int.Parse(EventStream.RefusedNumber, System.Globalization.CultureInfo.InvariantCulture);

    public static void Check(StoredTable table, string column, byte[]? value)
    {
        if (column is "a" && value is { Length: 4 } && Wire.Int32(value) == Refused)
        {
            var (schema, name) = (table.Shape.Name.Schema, table.Shape.Name.Name);
            throw new PostgresException(
                $"new row for relation \"{name}\" violates check constraint \"{name}_a_check\"", "ERROR", "ERROR", PostgresErrorCodes.CheckViolation, schemaName: schema, tableName: name, constraintName: name + "_a_check");
        }
    }
}
