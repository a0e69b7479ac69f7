using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Words for faults: code, SQLSTATE, message and remedy of each kind.</summary>
internal static class CellFaultText
{
    public static CellFault Describe(CellFaultKind kind, CellContext context, int row)
    {
        var (column, type) = (context.Column.Name, context.Column.Type.Display);
        var (code, state, what, remedy) = Words(kind, context.Source);
        var message = $"The {context.Source} value for column {column} ({type}) {what}.";
        return new CellFault(kind, code, state, column, row, message, remedy + ", or set dirtyData for the table; then replay the dead letter.");
    }

    /// <summary>Code, SQLSTATE, what is wrong, and the remedy, of a kind of fault.</summary>
    public static (string Code, string SqlState, string What, string Remedy) Words(CellFaultKind kind, ValueKind source) => kind switch
    {
        CellFaultKind.TooLong => ("too-long", "22001", "has more characters than the column holds", "Make the column longer (alter … type text costs nothing)"),
        CellFaultKind.OutOfRange => ("out-of-range", source is ValueKind.Date or ValueKind.Timestamp or ValueKind.TimestampTz ? "22008" : "22003", "is outside the range of the column's type", "Give the column a wider type"),
        CellFaultKind.TooPrecise => ("too-precise", "22003", "has digits that the column would lose", "Give the column more digits after the point, or a type that keeps them"),
        CellFaultKind.NulInText => ("nul-in-text", "22021", "holds U+0000, which PostgreSQL's text cannot store", "Clean it in the source, or send the column as bytes into a bytea column"),
        CellFaultKind.BadEncoding => ("bad-encoding", "22021", "is no valid UTF-8", "Clean it in the source, or send the column as bytes into a bytea column"),
        CellFaultKind.BadFormat => ("bad-format", source == ValueKind.Text ? "22P02" : "22000", "is not written as the column's type wants it", "Correct it in the source, or make the column text"),
        CellFaultKind.BadJson => ("bad-json", "22P02", "is no JSON that the column can store", "Correct it in the source, or make the column text"),
        CellFaultKind.BadEnum => ("bad-enum", "22P02", "is no label of the enum", "Add the label (alter type … add value), or make the column text"),
        CellFaultKind.NotNull => ("not-null", "23502", "is NULL and the column is NOT NULL", "Drop NOT NULL from the column, or fill it in the source"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no fault"),
    };
}
