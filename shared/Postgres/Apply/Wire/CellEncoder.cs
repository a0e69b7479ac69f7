using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using CdcFunctions.Changes;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Writes the values of one source column into the array parameter of its target column.</summary>
/// <remarks>Thread-safe: it holds no state of a batch. Costs one virtual call and no allocation per value.</remarks>
public abstract class CellEncoder
{
    private readonly bool _isNullable;

    /// <summary>Takes the pair of columns and the form on the wire.</summary>
    protected CellEncoder(CellContext context, WireType wire)
    {
        (Context, Wire) = (context, wire);
        _isNullable = context.Column.IsNullable && !context.Column.Type.IsNotNull;
    }

    /// <summary>Element type of the array the values go into.</summary>
    public WireType Wire { get; }

    /// <summary>The pair of columns.</summary>
    public CellContext Context { get; }

    /// <summary>The target column.</summary>
    public TargetColumn Column => Context.Column;

    /// <summary>True when PostgreSQL may still refuse a value that was appended: it reads the text itself, or a domain has a check.</summary>
    public virtual bool IsJudgedByServer => Column.Type.Kind == PgTypeKind.Domain;

    /// <summary>SQL that turns an element, given as an SQL expression, into a value of the column's type.</summary>
    public virtual string ToSql(string element) => element;

    /// <summary>Appends the row's cell; NULL and absent become NULL.</summary>
    /// <returns>False when the value does not fit: nothing was appended, and <paramref name="fault"/> says why.</returns>
    public bool TryAppend(ColumnBuffer column, int row, WireArray output, [NotNullWhen(false)] out CellFault? fault)
    {
        var kind = Append(column, row, output);
        fault = kind == CellFaultKind.None ? null : CellFaultText.Describe(kind, Context, row);
        return kind == CellFaultKind.None;
    }

    /// <summary>Appends these rows' cells in order. A value that does not fit becomes NULL, and its fault is added.</summary>
    /// <returns>Number of faults.</returns>
    public int AppendRows(ColumnBuffer column, ReadOnlySpan<int> rows, WireArray output, ICollection<CellFault> faults)
    {
        var before = faults.Count;
        foreach (var row in rows)
        {
            var kind = Append(column, row, output);
            if (kind != CellFaultKind.None)
            {
                output.AppendNull();
                faults.Add(CellFaultText.Describe(kind, Context, row));
            }
        }

        return faults.Count - before;
    }

    /// <summary>Appends a value, or nothing when it does not fit.</summary>
    protected abstract CellFaultKind AppendValue(ColumnBuffer column, int row, WireArray output);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CellFaultKind Append(ColumnBuffer column, int row, WireArray output)
    {
        var state = column.State(row);
        if (state == CellState.Value)
        {
            return AppendValue(column, row, output);
        }

        if (state == CellState.Null && !_isNullable)
        {
            return CellFaultKind.NotNull;
        }

        output.AppendNull();
        return CellFaultKind.None;
    }
}
