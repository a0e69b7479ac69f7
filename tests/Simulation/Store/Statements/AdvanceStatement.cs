using CdcFunctions.Postgres.Checkpoints;
using Npgsql;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary><c>cdc.advance</c>: moves the checkpoint, or refuses. The locks it takes are the server's business.</summary>
internal sealed class AdvanceStatement : IStatement
{
    public static PartitionKey Partition(IReadOnlyList<object?> arguments) => new((string)arguments[0]!, (string)arguments[1]!, (int)arguments[2]!);

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var (partition, epoch, expected, next) = (Partition(arguments), (long)arguments[3]!, (long?)arguments[4], (long)arguments[5]!);
        var stored = transaction.Checkpoints[partition];
        if (stored?.Epoch != epoch)
        {
            throw new PostgresException($"another worker owns {partition.Topic}/{partition.Partition} since epoch {stored?.Epoch}; this one has {epoch}", "ERROR", "ERROR", FencedException.StaleEpoch);
        }

        if (stored.NextOffset != expected)
        {
            throw new PostgresException($"the checkpoint of {partition.Topic}/{partition.Partition} is at {stored.NextOffset}, this batch starts from {expected}", "ERROR", "ERROR", FencedException.UnexpectedOffset);
        }

        if (arguments.Count > 8)
        {
            RequireColumns(transaction.State, (Array)arguments[8]!, (int[])arguments[9]!);
        }

        transaction.Checkpoints[partition] = stored with { NextOffset = next };
        return StatementResult.Of([typeof(string)], [[null]]);
    }

    // cdc.require_columns: a merge that was prepared before another replica added a column must not write.
    private static void RequireColumns(StoreState state, Array tables, int[] counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            var oid = Convert.ToUInt32(tables.GetValue(i), System.Globalization.CultureInfo.InvariantCulture);
            if (state.Tables.Find(table => table.Shape.Oid == oid)?.Shape.Columns.Count != counts[i])
            {
                throw new PostgresException("a table has other columns than this batch was made for", "ERROR", "ERROR", "CD003");
            }
        }
    }
}
