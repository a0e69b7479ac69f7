using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Dirty;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Isolation;

/// <summary>Remembers which values of merged records PostgreSQL cannot cast, and puts what their policies say in their place whenever the records are merged again.</summary>
internal sealed class CellMending(NpgsqlConnection connection, SourceEntry source, DirtyValues dirty, DirtyTally tally)
{
    private readonly CastProbe _probe = new(connection);
    private readonly Dictionary<(long Offset, string Column), DirtyDataPolicy> _mended = [];

    /// <summary>Looks for such values in a refused record; true when it found some that can be mended, so that the record can be merged again.</summary>
    /// <param name="target">Table that refused it.</param>
    /// <param name="changes">The batch that the record is in.</param>
    /// <param name="records">Records of the batch.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RejectedDataException">A policy stops the table.</exception>
    public async Task<bool> FindAsync(TargetState target, TableChanges changes, SourceRecord[] records, SourceRecord record, CancellationToken cancellation)
    {
        var suspects = new List<(TableChanges Changes, int Row, DirtyColumn Column)>();
        foreach (var column in dirty.JudgedByServer(source, target, changes))
        {
            suspects.AddRange(Rows(changes, records, record.Offset).Where(row => changes.Columns[column.Index].State(row) == CellState.Value).Select(row => (changes, row, column)));
        }

        var refused = suspects.Count == 0 ? [] : await _probe.RunAsync(suspects, cancellation);
        var found = refused.ConvertAll(cell => (suspects[cell.Cell].Column, Kind: DirtyKinds.OfCast(cell.Refusal.SqlState)));
        if (found.Count == 0 || found.Exists(cell => Mending.Of(cell.Column, cell.Kind, target, record) is null || _mended.ContainsKey((record.Offset, cell.Column.Name))))
        {
            return false;
        }

        foreach (var (column, kind) in found)
        {
            var policy = Mending.Of(column, kind, target, record)!.Value;
            _mended[(record.Offset, column.Name)] = policy;
            tally.Add(target.Name, column.Encoder.Column.Name, kind, policy, record);
        }

        return true;
    }

    /// <summary>Mends the values of a batch that were found before.</summary>
    public async Task ApplyAsync(TargetState target, TableChanges changes, SourceRecord[] records, CancellationToken cancellation)
    {
        if (_mended.Count == 0)
        {
            return;
        }

        var defaults = new List<DirtyCell>();
        foreach (var column in dirty.JudgedByServer(source, target, changes))
        {
            for (var row = 0; row < changes.Count; row++)
            {
                if (changes.Columns[column.Index].State(row) != CellState.Value || !_mended.TryGetValue((records[changes.Row(row).RecordIndex].Offset, column.Name), out var policy))
                {
                    continue;
                }

                if (policy == DirtyDataPolicy.Default)
                {
                    defaults.Add(new DirtyCell(column, row, DirtyKind.WrongType));
                }
                else
                {
                    changes.Columns[column.Index].SetNull(row);
                }
            }
        }

        await dirty.SetDefaultsAsync(connection, target, changes, defaults, cancellation);
    }

    private static IEnumerable<int> Rows(TableChanges changes, SourceRecord[] records, long offset)
        => Enumerable.Range(0, changes.Count).Where(row => records[changes.Row(row).RecordIndex].Offset == offset);
}
