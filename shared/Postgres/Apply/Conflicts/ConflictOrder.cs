using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Apply.Conflicts;

/// <summary>Gives changes the version that a table's conflict policy compares, in place of the one of the source's clock.</summary>
/// <remarks>Fold and SQL compare pairs of numbers and know nothing of policies, so every policy costs the same.</remarks>
internal static class ConflictOrder
{
    /// <summary>Sets the versions of all tables of a batch whose policy is not <c>newestWins</c>; without a source there are none.</summary>
    /// <param name="source">Source of the batch.</param>
    /// <param name="changes">The decoded batch.</param>
    /// <param name="epochs">The epoch that each record was consumed in, or one for all.</param>
    /// <param name="records">Its records.</param>
    /// <exception cref="TableMismatchException">The policy cannot be followed for a table; the message says why.</exception>
    public static void Apply(SourceEntry? source, ChangeBatch changes, ReadOnlySpan<long> epochs, ReadOnlySpan<SourceRecord> records)
    {
        foreach (var table in changes.Tables)
        {
            var options = source!.Options.Table(table.Table.Table);
            if (options.Conflict == ConflictPolicy.NewestWins)
            {
                continue;
            }

            if (table.Merge == MergeMode.Cell)
            {
                throw new TableMismatchException(
                    $"Table {table.Table} is merged cell by cell, each cell by its own write time, and conflict: {Word(options.Conflict)} compares whole rows. Its lane waits; nothing is lost. "
                    + "Remove conflict for the table, or let the connector send whole rows (cdc.output.format: advanced, cdc.include.after: full).") { Table = table.Table };
            }

            if (options.Conflict == ConflictPolicy.ArrivalOrder)
            {
                OrderByArrival(table, epochs, records);
            }
            else
            {
                OrderByColumn(table, options.ConflictColumn!);
            }
        }
    }

    // The epoch grows whenever the partition is taken over, so that a topic made anew, whose offsets begin at 0, is later than all before.
    private static void OrderByArrival(TableChanges table, ReadOnlySpan<long> epochs, ReadOnlySpan<SourceRecord> records)
    {
        for (var row = 0; row < table.Count; row++)
        {
            var header = table.Row(row);
            (header.Version, header.Sequence) = (epochs[epochs.Length == 1 ? 0 : header.RecordIndex], records[header.RecordIndex].Offset);
            table.SetRow(row, header);
        }
    }

    private static void OrderByColumn(TableChanges table, string name)
    {
        var column = table.Columns.FirstOrDefault(one => string.Equals(one.Shape.Name, name, StringComparison.Ordinal))
            ?? throw Mismatch(table, $"column {name} is not among its columns");
        if (column.Shape.Type.Kind is not (ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 or ValueKind.Date or ValueKind.Timestamp or ValueKind.TimestampTz))
        {
            throw Mismatch(table, $"column {name} is {column.Shape.Type.SourceName ?? column.Shape.Type.Kind.ToString()}, which is no version");
        }

        for (var row = 0; row < table.Count; row++)
        {
            var header = table.Row(row);
            (header.Version, header.Sequence) = (column.State(row) == CellState.Value ? column.Word(row) : long.MinValue, 0);
            table.SetRow(row, header);
        }
    }

    private static TableMismatchException Mismatch(TableChanges table, string why) => new(
        $"Table {table.Table} cannot follow its conflict policy: {why}. Its lane waits; nothing is lost. Name a column of whole numbers, dates or timestamps in conflict: {{ column: … }}, or remove it.") { Table = table.Table };

    private static string Word(ConflictPolicy policy) => policy == ConflictPolicy.ArrivalOrder ? "arrivalOrder" : "{ column: … }";
}
