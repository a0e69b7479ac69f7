using System.Data.Common;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;
using NpgsqlTypes;

namespace CdcFunctions.Postgres.Apply;

/// <summary>One statement over the rows of one table that touch the same columns, with its parameters.</summary>
/// <remarks>Parameter order as in <see cref="UpsertSql"/> and <see cref="DeleteSql"/>.</remarks>
internal sealed class RowCommand(TargetState target, string sql, int rows) : IDisposable
{
    private readonly List<WireArray> _arrays = [];

    /// <summary>Table it writes.</summary>
    public TargetState Target { get; } = target;

    /// <summary>Rows sent, without those that were refused one by one.</summary>
    public int Rows { get; private set; } = rows;

    /// <summary>Text of the statement.</summary>
    public string Sql => sql;

    /// <summary>Its parameters, beside the table's number.</summary>
    public IReadOnlyList<WireArray> Arrays => _arrays;

    /// <summary>Source columns of the last arrays, in order; those before are the rows' headers.</summary>
    public IReadOnlyList<int> Columns { get; init; } = [];

    /// <summary>The changes that the rows come from.</summary>
    public TableChanges? Changes { get; private set; }

    /// <summary>For each row sent, its index in the changes.</summary>
    public int[] SourceRows { get; private set; } = [];

    /// <summary>True when the statement answers with the number of rows that took effect, false when the command tag tells it.</summary>
    public bool ReturnsCount => Listing is not null;

    /// <summary>For such a statement, the one that lists the rows that took effect.</summary>
    public string? Listing { get; init; }

    /// <summary>True for deletes.</summary>
    public bool IsDelete { get; init; }

    /// <summary>True for deletes of rows that a filter keeps out: whether or not one was there, the event counts as dropped.</summary>
    public bool IsDrop { get; init; }

    /// <summary>Rows that took effect; known after the commit.</summary>
    public long Effective { get; set; }

    /// <summary>The command as it was added to the batch.</summary>
    public DbBatchCommand? Sent { get; private set; }

    /// <summary>Values that lost digits on their way into the target type.</summary>
    public long RoundedValues => _arrays.Sum(a => a.RoundedValues);

    /// <summary>The next parameter's array.</summary>
    public WireArray AddArray(WireType type)
    {
        var array = WireArrayPool.Rent(type);
        _arrays.Add(array);
        return array;
    }

    /// <summary>The array of a source column; negative for a column that the statement does not touch.</summary>
    public int ArrayOf(int column)
    {
        for (var n = 0; n < Columns.Count; n++)
        {
            if (Columns[n] == column)
            {
                return UpsertSql.HeaderArrays + n;
            }
        }

        return -1;
    }

    /// <summary>Puts another array of the same length in the place of one, which goes back to the pool.</summary>
    public void Exchange(int at, WireArray array)
    {
        WireArrayPool.Return(_arrays[at]);
        _arrays[at] = array;
    }

    /// <summary>Says where the rows come from.</summary>
    public void ComeFrom(TableChanges changes, int[] rows) => (Changes, SourceRows) = (changes, rows);

    /// <summary>These rows were refused: they do not count as sent.</summary>
    public void Refuse(int count) => Rows -= count;

    /// <summary>Adds the flags of the rows as the next parameter; it stays empty when none of the table's rows is stale.</summary>
    public void AddStaleFlags(TableChanges changes, int[] rows)
    {
        var flags = AddArray(WireType.Boolean);
        for (var i = 0; changes.StaleRows > 0 && i < rows.Length; i++)
        {
            flags.AppendBoolean(changes.Row(rows[i]).IsStale);
        }
    }

    /// <summary>Adds the statement to the batch.</summary>
    public void AddTo(DbBatch batch)
    {
        Sent = batch.CreateBatchCommand();
        Sent.CommandText = sql;
        Sent.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Integer, Value = Target.Id });
        foreach (var array in _arrays)
        {
            Sent.Parameters.Add(new NpgsqlParameter { Value = array, DataTypeName = array.Type.ArrayName });
        }

        batch.BatchCommands.Add(Sent);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var array in _arrays)
        {
            WireArrayPool.Return(array);
        }

        _arrays.Clear();
    }
}
