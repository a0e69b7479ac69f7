namespace CdcFunctions.Operations.Configuration;

/// <summary>Which of two changes of one row wins.</summary>
public enum ConflictPolicy
{
    /// <summary>The newer by the source's own clock.</summary>
    NewestWins,

    /// <summary>The one that arrives later.</summary>
    ArrivalOrder,

    /// <summary>The one with the greater value in a version column of the source.</summary>
    Column,
}
