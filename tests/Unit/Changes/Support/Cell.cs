using CdcFunctions.Changes;
using CdcFunctions.Changes.Connect.Structures;
using CdcFunctions.Changes.Connect.Text;

namespace CdcFunctions.Unit.Changes.Support;

/// <summary>A decoded cell taken out of its buffer, to be looked at after the batch is gone.</summary>
internal sealed record Cell(CellState State, ValueKind Kind, long Word, byte[] Bytes, long Time)
{
    /// <summary>The value as natural text; ABSENT and NULL for the other states.</summary>
    public string Text => State switch
    {
        CellState.Absent => "ABSENT",
        CellState.Null => "NULL",
        _ => NaturalText.Format(Kind, Word, Bytes),
    };

    public static Cell Of(ColumnBuffer column, int row)
    {
        var state = column.State(row);
        var kind = column.Shape.Type.Kind;
        return state == CellState.Value
            ? new(state, kind, column.Word(row), InnerValue.IsArena(kind) ? column.Bytes(row).ToArray() : [], column.CellTime(row))
            : new(state, kind, 0, [], column.CellTime(row));
    }
}
