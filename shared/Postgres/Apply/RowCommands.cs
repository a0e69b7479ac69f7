using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Isolation;
using CdcFunctions.Postgres.DeadLetters;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>The statements of one batch, table by table, and what became of their rows.</summary>
internal sealed class RowCommands : IDisposable
{
    private readonly List<RowCommand> _commands = [];
    private readonly List<(TargetState Target, TableChanges Changes)> _tables = [];
    private readonly List<(TableChanges Changes, int Row)> _unfit = [];
    private readonly HashSet<(TableChanges Changes, int Row)> _mixed = [];
    private readonly List<TableTally> _folded = [];
    private readonly Dictionary<string, int> _companions = new(StringComparer.Ordinal);

    /// <summary>The statements in order.</summary>
    public IReadOnlyList<RowCommand> Commands => _commands;

    /// <summary>The statements in runs, each to be settled before the next: where changes of a table come in several parts, the later ones are written after the earlier.</summary>
    public IEnumerable<List<RowCommand>> Turns()
    {
        var parts = _tables.GroupBy(static table => table.Target.Id).SelectMany(static table => table.Select(static (part, turn) => (part.Changes, Turn: turn))).ToDictionary(static part => part.Changes, static part => part.Turn);
        return _commands.GroupBy(command => parts[command.Changes!]).OrderBy(static turn => turn.Key).Select(static turn => turn.ToList());
    }

    /// <summary>The tables whose changes were added.</summary>
    public IReadOnlyList<(TargetState Target, TableChanges Changes)> Tables => _tables;

    /// <summary>Tables that are only written to: batches with deletes of the same table wait.</summary>
    public IEnumerable<int> SharedTables => _commands.Where(c => !c.IsDelete).Select(c => c.Target.Id).Distinct();

    /// <summary>Tables with deletes, and those whose rows show static columns that are written: no other batch may write to them at the same time.</summary>
    public IEnumerable<int> ExclusiveTables => _commands.Where(c => c.IsDelete).Select(c => c.Target.Id).Concat(_commands.Select(c => c.Target.AlsoWrites).OfType<int>()).Distinct();

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues => _commands.Sum(c => c.RoundedValues);

    /// <summary>Folds a table's changes and adds its statements; returns the rows that do not fit.</summary>
    public List<DeadLetter> Add(TargetState target, TableChanges changes, ReadOnlySpan<SourceRecord> records)
    {
        using var encoding = new RowEncoding(target, changes);
        _tables.Add((target, changes));
        var fold = encoding.Fold();
        _mixed.UnionWith(encoding.MixedRows().Select(row => (changes, row)));
        _folded.Add(new TableTally(target.Name, changes.Count - changes.Companions, 0, 0, fold.Superseded, 0, fold.OutOfOrder, Stale: changes.StaleRows));
        if (changes.Companions > 0)
        {
            _companions[target.Name] = _companions.GetValueOrDefault(target.Name) + changes.Companions;
        }

        if (fold.Upserts.Length > 0)
        {
            foreach (var group in PresenceGroups.Of(changes.Columns, fold.Upserts))
            {
                _commands.Add(encoding.Upsert(group));
            }
        }

        var deletes = Array.FindAll(fold.Deletes, row => !changes.Row(row).IsDropped);
        if (deletes.Length > 0)
        {
            _commands.Add(encoding.Delete(deletes));
        }

        if (deletes.Length < fold.Deletes.Length)
        {
            _commands.Add(encoding.Delete(Array.FindAll(fold.Deletes, row => changes.Row(row).IsDropped), isDrop: true));
        }

        _unfit.AddRange(encoding.UnfitRows().Select(row => (changes, row)));
        return encoding.Faults(records);
    }

    /// <summary>Takes the rows that do not fit out of the statements.</summary>
    /// <returns>False when that is not enough: the others have to do with them and must be folded anew.</returns>
    public bool TryTakeOutUnfit()
    {
        if (_unfit.Count == 0)
        {
            return true;
        }

        var rows = _unfit.ToLookup(static unfit => unfit.Changes, static unfit => unfit.Row);
        if (Entanglement.Exists(_tables, rows))
        {
            return false;
        }

        for (var n = _commands.Count - 1; n >= 0; n--)
        {
            TakeOut(n, rows[_commands[n].Changes!].ToHashSet());
        }

        _unfit.Clear();
        return true;
    }

    /// <summary>True when a statement's row is folded from several events, so that any of them may be the bad one.</summary>
    public bool IsMixed(RowCommand command, int position) => _mixed.Contains((command.Changes!, command.SourceRows[position]));

    /// <summary>A row of a statement was refused and does not count as an event of its table: its dead letter does.</summary>
    public void Refuse(RowCommand command, int position)
    {
        command.Refuse(1);
        Uncount(command, position);
    }

    private void TakeOut(int at, HashSet<int> rows)
    {
        var whole = _commands[at];
        var positions = Enumerable.Range(0, rows.Count == 0 ? 0 : whole.Rows).Where(position => rows.Contains(whole.SourceRows[position])).ToList();
        if (positions.Count == 0)
        {
            return;
        }

        positions.ForEach(position => Uncount(whole, position));
        _commands.RemoveAt(at);
        if (positions.Count < whole.Rows)
        {
            _commands.Insert(at, RowCutter.Without(whole, positions));
        }

        whole.Dispose();
    }

    private void Uncount(RowCommand command, int position)
        => _folded.Add(new TableTally(command.Target.Name, -1, 0, 0, 0, 0, Stale: command.Changes!.Row(command.SourceRows[position]).IsStale ? -1 : 0));

    /// <summary>Adds the statements in order.</summary>
    public void AddTo(DbBatch batch)
    {
        foreach (var command in _commands)
        {
            command.AddTo(batch);
        }
    }

    /// <summary>Reads the answers: the fence's first when it stands in this batch, then the counts in the order of the statements.</summary>
    public async Task ReadCountsAsync(DbDataReader reader, bool afterFence, CancellationToken cancellation)
    {
        foreach (var command in _commands.Where(c => c.ReturnsCount))
        {
            if (afterFence)
            {
                await reader.NextResultAsync(cancellation);
            }

            afterFence = true;
            await reader.ReadAsync(cancellation);
            command.Effective = reader.GetInt64(0);
        }

        while (await reader.NextResultAsync(cancellation))
        {
            // To the end, so that a late error is seen.
        }

        foreach (var command in _commands.Where(c => !c.ReturnsCount))
        {
            command.Effective = command.Sent!.RecordsAffected;
        }
    }

    /// <summary>Begins counting the rows that took effect anew.</summary>
    public void ForgetCounts() => _commands.ForEach(static command => command.Effective = 0);

    /// <summary>Counts by target table, after the commit.</summary>
    public IEnumerable<TableTally> Tallies() => _folded.Concat(_commands.Select(c => new TableTally(
        c.Target.Name,
        0,
        c.IsDelete ? 0 : c.Effective,
        c is { IsDelete: true, IsDrop: false } ? c.Effective : 0,
        c.IsDrop ? 0 : c.Rows - c.Effective,
        0,
        c.IsDrop ? 0 : c.Rows - c.Effective,
        c.IsDrop ? c.Rows : 0))).Concat(_companions.Select(Uncount));

    // Two rows of one record count as one event: the delete of the old row is taken back, as a superseded one when it was not needed.
    private TableTally Uncount(KeyValuePair<string, int> companions)
    {
        var needed = Math.Min(companions.Value, _commands.Where(c => c is { IsDelete: true, IsDrop: false } && string.Equals(c.Target.Name, companions.Key, StringComparison.Ordinal)).Sum(c => c.Effective));
        return new TableTally(companions.Key, 0, 0, -needed, needed - companions.Value, 0);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var command in _commands)
        {
            command.Dispose();
        }
    }
}
