using System.Runtime.CompilerServices;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres.Rules.Dirty;

/// <summary>Settles dirty values by the policies of their columns, before rows are folded and encoded: to NULL, to the default, cut, or refused.</summary>
/// <remarks>
/// Thread-safe. Looks only at columns that have a policy other than the dead letter; a table without pays one look-up a batch. What a policy cannot mend stays as it is and
/// becomes a dead letter when the row is encoded.
/// </remarks>
internal sealed class DirtyValues(NpgsqlDataSource? warehouse)
{
    // Bad bytes may hide that the text is too long, too.
    private const int MostCuts = 3;

    private readonly ConditionalWeakTable<TargetState, IReadOnlyList<DirtyColumn>> _plans = [];
    private readonly ConditionalWeakTable<TargetState, IReadOnlyList<DirtyColumn>> _judged = [];
    private readonly ColumnDefaults? _defaults = warehouse is null ? null : new ColumnDefaults(warehouse);

    /// <summary>Settles a table's batch in place.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="target">Its target.</param>
    /// <param name="changes">The batch.</param>
    /// <param name="misfits">Values that the decoder set to NULL because their form was wrong.</param>
    /// <param name="records">Records of the batch.</param>
    /// <param name="tally">Receives the uses; null for a replay, whose policy <c>reject</c> leaves the letter a letter.</param>
    /// <param name="open">Connection whose transaction changes the table just now, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RejectedDataException">A policy says so.</exception>
    public ValueTask SettleAsync(
        SourceEntry source, TargetState target, TableChanges changes, IReadOnlyList<Misfit> misfits, ReadOnlyMemory<SourceRecord> records, DirtyTally? tally, NpgsqlConnection? open, CancellationToken cancellation)
    {
        var columns = Plan(source, target, changes);
        return columns.Count == 0 ? ValueTask.CompletedTask : new ValueTask(SettleAsync(columns, target, changes, misfits, records, tally, open, cancellation));
    }

    /// <summary>Columns with a policy whose values only PostgreSQL can judge: they are settled when it has refused a row.</summary>
    public IReadOnlyList<DirtyColumn> JudgedByServer(SourceEntry source, TargetState target, TableChanges changes)
        => _judged.GetValue(target, state => DirtyPlan.JudgedByServer(Plan(source, state, changes)));

    /// <summary>Puts defaults in the place of dirty values; returns those that have none.</summary>
    public async Task<List<DirtyCell>> SetDefaultsAsync(NpgsqlConnection open, TargetState target, TableChanges changes, IReadOnlyList<DirtyCell> cells, CancellationToken cancellation)
        => cells.Count == 0 ? [] : _defaults is null ? [.. cells] : await _defaults.SetAsync(open, target, changes, cells, cancellation);

    private IReadOnlyList<DirtyColumn> Plan(SourceEntry source, TargetState target, TableChanges changes)
        => _plans.GetValue(target, state => DirtyPlan.For(state, changes, source.Options.Table(changes.Table.Table)));

    private async Task SettleAsync(
        IReadOnlyList<DirtyColumn> columns, TargetState target, TableChanges changes, IReadOnlyList<Misfit> misfits, ReadOnlyMemory<SourceRecord> records, DirtyTally? tally, NpgsqlConnection? open, CancellationToken cancellation)
    {
        var waiting = new List<DirtyCell>();
        foreach (var column in columns)
        {
            Look(column, target, changes, records.Span, tally, waiting);
        }

        SeeMisfits(columns, target, changes, misfits, records.Span, tally, waiting);
        if (waiting.Count == 0 || _defaults is null)
        {
            return;
        }

        var left = await _defaults.SetAsync(open, target, changes, waiting, cancellation);
        foreach (var cell in waiting.Except(left))
        {
            tally?.Add(target.Name, cell.Column.Encoder.Column.Name, cell.Kind, DirtyDataPolicy.Default, records.Span[changes.Row(cell.Row).RecordIndex]);
        }
    }

    private static void Look(DirtyColumn column, TargetState target, TableChanges changes, ReadOnlySpan<SourceRecord> records, DirtyTally? tally, List<DirtyCell> waiting)
    {
        var buffer = changes.Columns[column.Index];
        var trial = WireArrayPool.Rent(column.Encoder.Wire);
        try
        {
            var start = trial.Mark();
            for (var row = 0; row < changes.Count; row++)
            {
                ref readonly var header = ref changes.Row(row);
                if (buffer.State(row) == CellState.Absent || (!column.IsKey && header.Kind is not (ChangeKind.Insert or ChangeKind.Update)))
                {
                    continue;
                }

                for (var cuts = 0; cuts <= MostCuts && !column.Encoder.TryAppend(buffer, row, trial, out var fault); cuts++)
                {
                    var kind = DirtyKinds.Of(fault.Kind);
                    var policy = column.Policy(kind);
                    if (policy == DirtyDataPolicy.Reject && tally is not null)
                    {
                        throw RejectedDataException.Of(target.Name, column.Encoder.Column.Name, kind, records[header.RecordIndex]);
                    }

                    if (policy == DirtyDataPolicy.Default)
                    {
                        waiting.Add(new DirtyCell(column, row, kind));
                    }
                    else if (TryMend(column, buffer, row, fault.Kind, policy))
                    {
                        tally?.Add(target.Name, column.Encoder.Column.Name, kind, policy, records[header.RecordIndex]);
                        continue;
                    }

                    break;
                }

                trial.Rewind(start);
            }
        }
        finally
        {
            WireArrayPool.Return(trial);
        }
    }

    private static bool TryMend(DirtyColumn column, ColumnBuffer buffer, int row, CellFaultKind fault, DirtyDataPolicy policy)
    {
        if (policy == DirtyDataPolicy.Truncate)
        {
            return Truncation.TryCut(buffer, row, column.Encoder.Context, fault);
        }

        if (policy != DirtyDataPolicy.Null || !column.IsNullable)
        {
            return false;
        }

        buffer.SetNull(row);
        return true;
    }

    private static void SeeMisfits(
        IReadOnlyList<DirtyColumn> columns, TargetState target, TableChanges changes, IReadOnlyList<Misfit> misfits, ReadOnlySpan<SourceRecord> records, DirtyTally? tally, List<DirtyCell> waiting)
    {
        foreach (var misfit in misfits)
        {
            var column = columns.FirstOrDefault(known => string.Equals(known.Name, misfit.Column, StringComparison.Ordinal));
            for (var row = 0; column is not null && misfit.Table == changes.Table && row < changes.Count; row++)
            {
                if (changes.Row(row).RecordIndex != misfit.RecordIndex)
                {
                    continue;
                }

                if (column.Policy(DirtyKind.WrongType) == DirtyDataPolicy.Default)
                {
                    // NULL in a NOT NULL column has put it there already.
                    waiting.RemoveAll(cell => cell.Column == column && cell.Row == row);
                    waiting.Add(new DirtyCell(column, row, DirtyKind.WrongType));
                }
                else
                {
                    tally?.Add(target.Name, column.Encoder.Column.Name, DirtyKind.WrongType, DirtyDataPolicy.Null, records[misfit.RecordIndex]);
                }
            }
        }
    }
}
