namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What a schema change means for the rows that come with it.</summary>
public enum RowEffect
{
    /// <summary>They are written; a value that does not fit is dirty data.</summary>
    Write,

    /// <summary>They are written without the column.</summary>
    LeaveOut,

    /// <summary>Those with a value in the column go to the dead letters.</summary>
    DeadLetter,

    /// <summary>They wait: the table is paused.</summary>
    Wait,
}
