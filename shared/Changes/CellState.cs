namespace CdcFunctions.Changes;

/// <summary>What an event says about one column of one row. NULL, absent and a value are three things.</summary>
public enum CellState : byte
{
    /// <summary>The event does not touch the column: the stored value stays.</summary>
    Absent,

    /// <summary>The event sets the column to NULL.</summary>
    Null,

    /// <summary>The event sets the column to a value.</summary>
    Value,
}
