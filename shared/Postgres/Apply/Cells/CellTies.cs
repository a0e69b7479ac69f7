using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Looks at stored values where a cell came with the very time of the stored one. Only values that differ travel back.</summary>
/// <remarks>Connectors send most events more than once, so a tie is nearly always the same value again.</remarks>
internal sealed class CellTies : IDisposable
{
    private readonly List<(RowCommand Command, int[] Columns)> _commands = [];
    private readonly Dictionary<(int Group, int Column), CellTie> _ties = [];
    private readonly CellShape _shape;
    private readonly CellMerge _merge;

    public CellTies(TargetState target, TableChanges changes, CellMerge merge, List<CellFault> faults)
    {
        (_shape, _merge) = (target.Shape.Cells, merge);
        var sets = new Dictionary<string, (int[] Columns, List<CellTie[]> Keys)>(StringComparer.Ordinal);
        foreach (var key in merge.Ties.GroupBy(tie => tie.Group))
        {
            CellTie[] ties = [.. key.OrderBy(tie => tie.Column)];
            int[] columns = [.. ties.Select(tie => tie.Column)];
            var name = string.Join(',', columns);
            if (!sets.TryGetValue(name, out var set))
            {
                sets[name] = set = (columns, []);
            }

            set.Keys.Add(ties);
        }

        foreach (var (columns, keys) in sets.Values)
        {
            Add(target, changes, columns, keys, faults);
        }
    }

    /// <summary>Adds the statements.</summary>
    public void AddTo(DbBatch batch) => _commands.ForEach(c => c.Command.AddTo(batch));

    /// <summary>Reads the answers and tells the merge who won; the reader stands before the first of them.</summary>
    public async Task ReadAsync(DbDataReader reader, bool isFirst, CancellationToken cancellation)
    {
        foreach (var (_, columns) in _commands)
        {
            if (!isFirst)
            {
                await reader.NextResultAsync(cancellation);
            }

            isFirst = false;
            while (await reader.ReadAsync(cancellation))
            {
                Settle(reader, columns);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _commands.ForEach(c => c.Command.Dispose());

    private void Add(TargetState target, TableChanges changes, int[] columns, List<CellTie[]> keys, List<CellFault> faults)
    {
        var statement = _shape.Ties(columns);
        var command = new RowCommand(target, statement.Sql, keys.Count);
        _commands.Add((command, columns));
        var groups = command.AddArray(WireType.Int32);
        foreach (var key in keys)
        {
            groups.AppendInt32(key[0].Group);
            foreach (var tie in key)
            {
                _ties.Add((tie.Group, tie.Column), tie);
            }
        }

        foreach (var column in statement.Columns)
        {
            var place = Array.IndexOf(columns, column);
            var encoder = _shape.Encoder(column);
            int[] rows = [.. keys.Select(key => key[Math.Max(place, 0)].Row)];
            encoder.AppendRows(changes.Columns[column], rows, command.AddArray(encoder.Wire), faults);
        }
    }

    private void Settle(DbDataReader reader, int[] columns)
    {
        var group = reader.GetInt32(0);
        for (var n = 0; n < columns.Length; n++)
        {
            var (mine, stored) = (1 + (2 * n), 2 + (2 * n));
            if (!reader.IsDBNull(mine) && !reader.IsDBNull(stored)
                && WireOrder.Compare(TieForm.Of(_shape.Encoder(columns[n]).Column.Type).TypeName, reader.GetFieldValue<byte[]>(mine), reader.GetFieldValue<byte[]>(stored)) > 0)
            {
                _merge.Settle(_ties[(group, columns[n])]);
            }
        }
    }
}
