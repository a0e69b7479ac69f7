using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Checkpoints;
using CdcFunctions.Postgres.DeadLetters;
using CdcFunctions.Postgres.Hints;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>The tables of a batch that are merged cell by cell: read, merged in memory, written, inside one transaction.</summary>
internal sealed class CellTables : IDisposable
{
    private readonly List<List<CellTable>> _waves = [];
    private readonly List<ReconcileHint> _hints = [];

    /// <summary>True when the batch has none.</summary>
    public bool IsEmpty => _waves.Count == 0;

    /// <summary>Rows and tables of which these changes do not tell all.</summary>
    public IReadOnlyList<ReconcileHint> Hints => _hints;

    /// <summary>True unless a table's shape changed inside the batch: all its rows are written at once.</summary>
    public bool IsOneWave => _waves.Count == 1;

    /// <summary>True once all is read and merged. A key may be refused before, as it is looked for.</summary>
    public bool IsEncoded => _waves.TrueForAll(static wave => wave.TrueForAll(static table => table.IsEncoded));

    /// <summary>The statements that write; known once all is merged.</summary>
    public IEnumerable<RowCommand> Commands => _waves.SelectMany(wave => wave).SelectMany(table => table.Writes);

    /// <summary>The tables with their changes.</summary>
    public IEnumerable<(TargetState Target, TableChanges Changes)> Tables => _waves.SelectMany(static wave => wave).Select(static table => (table.Target, table.Changes));

    /// <summary>Numbers of the tables: no other batch may write to them from load to commit.</summary>
    public IEnumerable<int> Ids => _waves.SelectMany(wave => wave).SelectMany(t => t.Target.Locks).Distinct();

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues => _waves.SelectMany(wave => wave).Sum(t => t.RoundedValues);

    /// <summary>Lets the fence refuse the batch when another replica has added a column since: a merge must see all of a row.</summary>
    public void RequireColumns(NpgsqlBatchCommand fence)
    {
        fence.CommandText = CheckpointSql.AdvanceUnchanged;
        AddColumns(fence);
    }

    /// <summary>The same without a fence, in a transaction that has the tables' locks.</summary>
    public NpgsqlBatchCommand RequireColumns()
    {
        var command = new NpgsqlBatchCommand(CheckpointSql.Unchanged);
        AddColumns(command);
        return command;
    }

    private void AddColumns(NpgsqlBatchCommand command)
    {
        var tables = _waves.SelectMany(static wave => wave).Select(static table => table.Target.Table).DistinctBy(static table => table.Oid).ToList();
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid, Value = tables.Select(static table => table.Oid).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer, Value = tables.Select(static table => table.Columns.Count).ToArray() });
    }

    /// <summary>Keeps hints of the changes, to be stored with them.</summary>
    public void Hint(IEnumerable<ReconcileHint> hints) => _hints.AddRange(hints);

    /// <summary>Takes in a table's changes; returns the rows that cannot be applied.</summary>
    /// <remarks>A table comes again when its shape changed inside the batch: it is read again after the first part is written.</remarks>
    public List<DeadLetter> Add(TargetState target, TableChanges changes, ReadOnlySpan<SourceRecord> records)
    {
        var wave = _waves.Find(w => w.TrueForAll(t => t.Target.Id != target.Id));
        if (wave is null)
        {
            _waves.Add(wave = []);
        }

        var table = new CellTable(target, changes);
        wave.Add(table);
        return table.Letters(records);
    }

    /// <summary>Reads, merges and writes all tables inside the transaction that the first command begins.</summary>
    /// <param name="connection">Connection; a refused batch leaves its transaction open, to be rolled back when it closes.</param>
    /// <param name="fence">Opens the transaction and takes the locks.</param>
    /// <param name="last">Adds what follows the last writes, the commit included.</param>
    /// <param name="records">Records of the batch.</param>
    /// <param name="cancellation">Gives the batch up.</param>
    /// <returns>Rows that do not fit: nothing was committed then.</returns>
    public async Task<List<DeadLetter>> RunAsync(
        DbConnection connection, Action<DbBatch> fence, Func<DbBatch, Task> last, ReadOnlyMemory<SourceRecord> records, CancellationToken cancellation)
    {
        foreach (var wave in _waves)
        {
            await LoadAsync(connection, wave, wave == _waves[0] ? fence : null, cancellation);
            await SettleAsync(connection, wave, cancellation);
            var letters = Encode(wave, records.Span);
            if (letters.Count > 0)
            {
                return letters;
            }

            await using var batch = connection.CreateBatch();
            wave.ForEach(table => table.AddWrites(batch));
            if (wave == _waves[^1])
            {
                await last(batch);
            }
            else if (batch.BatchCommands.Count > 0)
            {
                await batch.ExecuteNonQueryAsync(cancellation);
            }
        }

        return [];
    }

    /// <summary>Indices of records of which no change had an effect: newer cells stand everywhere. Known once all is merged.</summary>
    public IEnumerable<int> WithoutEffect()
    {
        var records = _waves.SelectMany(wave => wave).SelectMany(table => table.Effects()).ToLookup(effect => effect.Record, effect => effect.IsEffective);
        return records.Where(effects => !effects.Contains(true)).Select(effects => effects.Key);
    }

    /// <summary>Indices of the records whose events were merged into a row that a statement writes.</summary>
    public IEnumerable<int> EventsOf(RowCommand command, int row) => TableOf(command).EventsOf(command.SourceRows[row]).Select(at => command.Changes!.Row(at).RecordIndex);

    /// <summary>Takes rows that were refused, while all others were written, out of what is counted.</summary>
    /// <returns>False when that is not enough: others have to do with them and must be merged anew.</returns>
    public bool TryTakeOut(IReadOnlyList<(RowCommand Command, int Row)> refused)
    {
        var rows = refused.SelectMany(one => TableOf(one.Command).EventsOf(one.Command.SourceRows[one.Row]).Select(row => (Table: TableOf(one.Command), Row: row))).ToHashSet();
        var records = rows.Select(static one => one.Table.Changes.Row(one.Row).RecordIndex).ToHashSet();
        var tables = _waves.SelectMany(static wave => wave).ToList();
        var isAlone = refused.All(one => TableOf(one.Command).IsWrittenOnce(one.Command, one.Command.SourceRows[one.Row]))
            && tables.TrueForAll(table => Enumerable.Range(0, table.Changes.Count).All(row => !records.Contains(table.Changes.Row(row).RecordIndex) || rows.Contains((table, row))));
        if (refused.Count > 0 && (!isAlone || tables.Exists(static table => table.ReachesFar)))
        {
            return false;
        }

        foreach (var (table, row) in rows)
        {
            table.Refuse(row);
        }

        return true;
    }

    /// <summary>Adds what is kept of the tables when their statements were sent in another way.</summary>
    public void AddMarks(DbBatch batch)
    {
        foreach (var table in _waves.SelectMany(static wave => wave))
        {
            table.AddMark(batch);
        }
    }

    /// <summary>Records of the tables, divided so that no table comes twice in a part.</summary>
    public IEnumerable<SourceRecord[]> Parts(ReadOnlyMemory<SourceRecord> records)
        => _waves.Select(wave => wave.SelectMany(static table => Enumerable.Range(0, table.Changes.Count).Select(row => table.Changes.Row(row).RecordIndex)).Distinct().Order().Select(at => records.Span[at]).ToArray());

    private CellTable TableOf(RowCommand command) => _waves.SelectMany(static wave => wave).First(table => table.IsOf(command.Changes));

    /// <summary>Counts by table, after the commit.</summary>
    public IEnumerable<TableTally> Tallies() => _waves.SelectMany(wave => wave).Select(table => table.Tally());

    /// <inheritdoc />
    public void Dispose() => _waves.ForEach(wave => wave.ForEach(table => table.Dispose()));

    private static async Task LoadAsync(DbConnection connection, List<CellTable> wave, Action<DbBatch>? fence, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        if (fence is null)
        {
            // The answers are read from the second result on, as after the fence's.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select 1"));
        }

        fence?.Invoke(batch);
        wave.ForEach(table => table.AddLoad(batch));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var table in wave)
        {
            await table.ReadAsync(reader, cancellation);
        }
    }

    private static async Task SettleAsync(DbConnection connection, List<CellTable> wave, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        var tied = wave.FindAll(table => table.AddTies(batch));
        if (tied.Count == 0)
        {
            return;
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var table in tied)
        {
            await table.ReadTiesAsync(reader, isFirst: table == tied[0], cancellation);
        }
    }

    private static List<DeadLetter> Encode(List<CellTable> wave, ReadOnlySpan<SourceRecord> records)
    {
        var letters = new List<DeadLetter>();
        foreach (var table in wave)
        {
            table.Encode();
            letters.AddRange(table.Letters(records));
        }

        return letters;
    }
}
