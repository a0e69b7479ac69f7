using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>A condition about one column that has a value.</summary>
/// <param name="column">The column, or null when the batch has none of that name.</param>
/// <param name="holds">Decides about a value.</param>
internal sealed class ColumnCondition(ColumnBuffer? column, Func<ColumnBuffer, int, bool> holds) : Condition
{
    public override Truth Of(int row) => (column?.State(row) ?? CellState.Absent) switch
    {
        CellState.Absent => Truth.Undecided,
        CellState.Null => Truth.Unknown,
        _ => holds(column!, row) ? Truth.True : Truth.False,
    };
}
