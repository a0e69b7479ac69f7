using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Cells;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Keys;

/// <summary>Divides a table's changes that are to be applied one after the other, as if they had come in batches of their own: mostly those whose keys the source tells apart and PostgreSQL does not.</summary>
/// <remarks>
/// One statement cannot write a row twice (21000), and two that do not know of each other overwrite what they should merge. Costs nothing where the key's types keep all values
/// apart, which all tables do that this project has made but those with floating or unscaled numbers in the key; else one round trip a batch.
/// </remarks>
internal static class EqualKeys
{
    /// <summary>The changes in the parts that are to be applied in this order; mostly one, which is the changes themselves.</summary>
    /// <param name="warehouse">Where to ask.</param>
    /// <param name="open">Connection to ask over, when one is open anyway.</param>
    /// <param name="target">Their target.</param>
    /// <param name="table">The changes.</param>
    /// <param name="batch">Their batch, to which the parts belong then.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="isApart">Tells of a row whether it must have a turn of its own among those of its key; null for none.</param>
    public static ValueTask<IReadOnlyList<TableChanges>> DivideAsync(
        DbDataSource warehouse, DbConnection? open, TargetState target, TableChanges table, ChangeBatch batch, CancellationToken cancellation, Func<int, bool>? isApart = null)
    {
        var likeness = target.Shape.Likeness is { } loose && loose.MayHold(table) ? loose : null;
        return table.Count > 1 && (likeness is not null || isApart is not null) ? new(DivideAsync(warehouse, open, likeness, target, table, batch, isApart, cancellation)) : new([table]);
    }

    private static async Task<IReadOnlyList<TableChanges>> DivideAsync(
        DbDataSource warehouse, DbConnection? open, KeyLikeness? likeness, TargetState target, TableChanges table, ChangeBatch batch, Func<int, bool>? isApart, CancellationToken cancellation)
    {
        using var groups = new KeyGroups(target.Shape.Keys(table), table.Count);
        var keys = new int[table.Count];
        for (var row = 0; row < table.Count; row++)
        {
            keys[row] = RangeReader.IsRange(table.Row(row)) ? KeyTurns.Range : groups.Add(row);
        }

        var equal = await EqualAsync(warehouse, open, likeness, target, table, groups, cancellation);
        for (var row = 0; isApart is not null && row < table.Count; row++)
        {
            if (isApart(row))
            {
                // As if it were another key that is equal.
                equal.Add(equal[keys[row]]);
                keys[row] = equal.Count - 1;
            }
        }

        var turns = new KeyTurns(equal);
        var parts = Array.ConvertAll(keys, turns.Next);
        return turns.Count > 1 ? batch.Divide(table, parts) : [table];
    }

    // For each key the first that is equal to it.
    private static async Task<List<int>> EqualAsync(
        DbDataSource warehouse, DbConnection? open, KeyLikeness? likeness, TargetState target, TableChanges table, KeyGroups groups, CancellationToken cancellation)
    {
        List<int> first = [.. Enumerable.Range(0, groups.Count)];
        if (groups.Count < 2 || likeness is null)
        {
            return first;
        }

        var faults = new List<CellFault>();
        using var command = new RowCommand(target, likeness.Sql, groups.Count);
        int[] rows = [.. first.Select(groups.First)];
        foreach (var column in target.Shape.KeyColumns)
        {
            var encoder = target.Shape.Encoder(column);
            encoder.AppendRows(table.Columns[column], rows, command.AddArray(encoder.Wire), faults);
        }

        // What does not fit is no key: its row will be parked.
        var unfit = faults.Select(static fault => fault.Row).ToHashSet();
        try
        {
            await using var own = open is null ? await warehouse.OpenConnectionAsync(cancellation) : null;
            await using var question = (own ?? open)!.CreateBatch();
            command.AddTo(question);
            await using var reader = await question.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var (key, other) = ((int)reader.GetInt64(0) - 1, (int)reader.GetInt64(1) - 1);
                first[key] = unfit.Contains(rows[key]) || unfit.Contains(rows[other]) ? key : other;
            }
        }
        catch (PostgresException refused) when (open is null && FailureClassifier.Classify(refused) == FailureKind.Data)
        {
            // A value that only PostgreSQL can judge: it will refuse the row too, and then the batch is searched for it.
        }

        return first;
    }
}
