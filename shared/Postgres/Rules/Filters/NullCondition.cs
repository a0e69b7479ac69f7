using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary><c>is null</c>.</summary>
internal sealed class NullCondition(ColumnBuffer? column) : Condition
{
    public override Truth Of(int row) => (column?.State(row) ?? CellState.Absent) switch
    {
        CellState.Absent => Truth.Undecided,
        CellState.Null => Truth.True,
        _ => Truth.False,
    };
}
